import type { AwayReason } from '@cskefu/contract';
import { Button, Input, InputNumber } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';

interface AwayReasonsEditorProps {
  id: string;
  reasons: readonly AwayReason[];
  disabled: boolean;
  onChange: (reasons: AwayReason[]) => void;
}

const MOST = 20;

/** The list of reasons, in the order in which agents are offered them. */
export const AwayReasonsEditor = ({ id, reasons, disabled, onChange }: AwayReasonsEditorProps) => {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<AwayReason>) =>
    onChange(reasons.map((reason, index) => (index === at ? { ...reason, ...part } : reason)));
  return (
    <div className="away-reasons">
      {reasons.map(({ name, maxMinutes }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: while a name is typed, only its place stays the same
        <div key={at} className="away-reason">
          <Input
            id={at === 0 ? id : undefined}
            value={name}
            maxLength={30}
            disabled={disabled}
            status={name.trim() === '' ? 'error' : ''}
            aria-label={t('supervisionSettings.reasonName', { number: at + 1 })}
            onChange={(event) => change(at, { name: event.target.value })}
          />
          <InputNumber
            min={1}
            max={480}
            precision={0}
            value={maxMinutes}
            disabled={disabled}
            placeholder={t('supervisionSettings.noLimit')}
            aria-label={t('supervisionSettings.reasonMinutes', { number: at + 1 })}
            onChange={(minutes) => change(at, { maxMinutes: minutes })}
            suffix={t('supervisionSettings.minutes')}
          />
          {disabled ? null : (
            <IconButton
              label={t('supervisionSettings.removeReason', { name })}
              icon={<Trash2 size={16} />}
              onClick={() => onChange(reasons.filter((_, index) => index !== at))}
            />
          )}
        </div>
      ))}
      {disabled || reasons.length >= MOST ? null : (
        <Button icon={<Plus size={14} />} onClick={() => onChange([...reasons, { name: '', maxMinutes: null }])}>
          {t('supervisionSettings.addReason')}
        </Button>
      )}
    </div>
  );
};
