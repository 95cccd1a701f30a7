import type { PreChatField, PreChatForm, PrivacyNotice } from '@cskefu/contract';
import { Input, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { AskedFields, CannotBeSaved } from './asked-fields.tsx';
import { IntroField } from './intro-field.tsx';
import { OfferedGroups } from './offered-groups.tsx';
import { Field, SettingsCard, type SettingsProps, settingsChanger } from './settings-card.tsx';

const fields = [
  'name',
  'email',
  'phone',
  'question1',
  'question2',
  'question3',
] as const satisfies readonly PreChatField[];

/** What visitors answer, choose and are told before their first word. */
export const ArrivalSettings = (props: SettingsProps) => {
  const { t } = useTranslation();
  const { change, disabled } = props;
  const { preChat: form, privacy, skillGroups } = change.settings;
  const set = settingsChanger(props);
  const setForm = (part: Partial<PreChatForm>) => set({ preChat: { ...form, ...part } });
  const setPrivacy = (part: Partial<PrivacyNotice>) => set({ privacy: { ...privacy, ...part } });
  const isAsked = fields.some((field) => form.fields[field].use !== 'off');
  const lacksLabel = (field: PreChatField) =>
    field.startsWith('question') && form.fields[field].use !== 'off' && !form.fields[field].label?.trim();
  return (
    <SettingsCard title={t('channels.sections.arrival')}>
      <p>{t('channels.arrival.lead')}</p>
      <AskedFields<PreChatField>
        label={t('channels.arrival.fields')}
        fields={fields}
        asked={form.fields}
        nameOf={(field) => t(`channels.arrival.names.${field}`)}
        lacksLabel={lacksLabel}
        disabled={disabled}
        onChange={(next) => setForm({ fields: next })}
      />
      {fields.some(lacksLabel) ? <CannotBeSaved why={t('channels.arrival.needsLabel')} /> : null}
      {isAsked ? (
        <IntroField
          value={form.intro}
          usual={t('channels.arrival.introDefault')}
          disabled={disabled}
          onChange={(intro) => setForm({ intro })}
        />
      ) : null}
      <Field label={t('channels.arrival.skillGroups')} help={t('channels.arrival.skillGroupsHelp')}>
        {(id) => (
          <OfferedGroups
            id={id}
            value={skillGroups}
            disabled={disabled}
            onChange={(next) => set({ skillGroups: next })}
          />
        )}
      </Field>
      <Field label={t('channels.arrival.notice')} help={t('channels.arrival.noticeHelp')}>
        {(id) => (
          <Input.TextArea
            id={id}
            value={privacy.notice ?? ''}
            maxLength={500}
            disabled={disabled}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={({ target }) => setPrivacy({ notice: target.value || null })}
          />
        )}
      </Field>
      <Field label={t('channels.arrival.url')}>
        {(id) => (
          <Input
            id={id}
            type="url"
            value={privacy.url ?? ''}
            maxLength={2_000}
            disabled={disabled}
            placeholder="https://"
            onChange={({ target }) => setPrivacy({ url: target.value || null })}
          />
        )}
      </Field>
      <Field label={t('channels.arrival.consent')} help={t('channels.arrival.consentHelp')}>
        {(id) => (
          <Switch
            id={id}
            checked={privacy.consent}
            disabled={disabled}
            onChange={(consent) => setPrivacy({ consent })}
          />
        )}
      </Field>
    </SettingsCard>
  );
};
