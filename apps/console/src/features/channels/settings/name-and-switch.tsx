import type { Channel } from '@cskefu/contract';
import { Input, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from './settings-card.tsx';

type Part = Pick<Channel, 'name' | 'enabled'>;

interface NameAndSwitchProps {
  value: Part;
  /** What switching it off means for a channel of its kind. */
  enabledHelp: string;
  disabled: boolean;
  onChange: (part: Partial<Part>) => void;
}

/** What every channel has: its name, and whether it is on. */
export const NameAndSwitch = ({ value: { name, enabled }, enabledHelp, disabled, onChange }: NameAndSwitchProps) => {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('channels.fields.name')}>
        {(id) => (
          <Input
            id={id}
            value={name}
            maxLength={60}
            disabled={disabled}
            status={name.trim() ? '' : 'error'}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </Field>
      <Field label={t('channels.fields.enabled')} help={enabledHelp}>
        {(id) => (
          <Switch id={id} checked={enabled} disabled={disabled} onChange={(next) => onChange({ enabled: next })} />
        )}
      </Field>
    </>
  );
};
