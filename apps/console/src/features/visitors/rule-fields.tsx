import type { InvitationRule } from '@cskefu/contract';
import { Button, Input, InputNumber, Switch } from 'antd';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Field } from '../channels/settings/settings-card.tsx';

interface RuleFieldsProps {
  rule: InvitationRule;
  disabled: boolean;
  onChange: (rule: InvitationRule) => void;
  onRemove: () => void;
}

/** When a rule comes true, and what it says. */
export const RuleFields = ({ rule, disabled, onChange, onRemove }: RuleFieldsProps) => {
  const { t } = useTranslation();
  const set = (part: Partial<InvitationRule>) => onChange({ ...rule, ...part });
  return (
    <fieldset className="invitation-rule" disabled={disabled}>
      <legend className="visually-hidden">{rule.name}</legend>
      <Field label={t('invitations.rule.name')}>
        {(id) => (
          <Input id={id} value={rule.name} maxLength={60} onChange={(event) => set({ name: event.target.value })} />
        )}
      </Field>
      <Field label={t('invitations.rule.enabled')}>
        {(id) => <Switch id={id} checked={rule.enabled} disabled={disabled} onChange={(enabled) => set({ enabled })} />}
      </Field>
      <Field label={t('invitations.rule.seconds')} help={t('invitations.rule.secondsHelp')}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            max={3_600}
            value={rule.seconds}
            onChange={(seconds) => set({ seconds: seconds ?? 0 })}
          />
        )}
      </Field>
      <Field label={t('invitations.rule.page')} help={t('invitations.rule.pageHelp')}>
        {(id) => (
          <Input id={id} value={rule.page} maxLength={200} onChange={(event) => set({ page: event.target.value })} />
        )}
      </Field>
      <Field label={t('invitations.rule.visits')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={1_000}
            value={rule.visits}
            onChange={(visits) => set({ visits: visits ?? 1 })}
          />
        )}
      </Field>
      <Field label={t('invitations.rule.workingHours')}>
        {(id) => (
          <Switch
            id={id}
            checked={rule.workingHours}
            disabled={disabled}
            onChange={(workingHours) => set({ workingHours })}
          />
        )}
      </Field>
      <Field label={t('invitations.rule.whenReady')}>
        {(id) => (
          <Switch id={id} checked={rule.whenReady} disabled={disabled} onChange={(whenReady) => set({ whenReady })} />
        )}
      </Field>
      <Field label={t('invitations.rule.text')}>
        {(id) => (
          <Input.TextArea
            id={id}
            value={rule.text}
            maxLength={300}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => set({ text: event.target.value })}
          />
        )}
      </Field>
      {disabled ? null : (
        <Button size="small" danger type="text" icon={<Trash2 size={14} />} onClick={onRemove}>
          {t('invitations.rule.remove')}
        </Button>
      )}
    </fieldset>
  );
};
