import type { PreChatField, PreChatForm, PrivacyNotice } from '@cskefu/contract';
import { Input, Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { OfferedGroups } from './offered-groups.tsx';
import { Field, SettingsCard, type SettingsProps, settingsChanger } from './settings-card.tsx';
import './left-message-settings.css';

const fields = [
  'name',
  'email',
  'phone',
  'question1',
  'question2',
  'question3',
] as const satisfies readonly PreChatField[];
const uses = ['off', 'optional', 'required'] as const;

const isQuestion = (field: PreChatField) => field.startsWith('question');

/** What visitors answer, choose and are told before their first word. */
export const ArrivalSettings = (props: SettingsProps) => {
  const { t } = useTranslation();
  const { change, disabled } = props;
  const { preChat: form, privacy, skillGroups } = change.settings;
  const set = settingsChanger(props);
  const setForm = (part: Partial<PreChatForm>) => set({ preChat: { ...form, ...part } });
  const setField = (field: PreChatField, part: Partial<PreChatForm['fields'][PreChatField]>) =>
    setForm({ fields: { ...form.fields, [field]: { ...form.fields[field], ...part } } });
  const setPrivacy = (part: Partial<PrivacyNotice>) => set({ privacy: { ...privacy, ...part } });
  const isAsked = fields.some((field) => form.fields[field].use !== 'off');
  const lacksLabel = fields.some(
    (field) => isQuestion(field) && form.fields[field].use !== 'off' && !form.fields[field].label?.trim(),
  );
  return (
    <SettingsCard title={t('channels.sections.arrival')}>
      <p>{t('channels.arrival.lead')}</p>
      <ul className="form-fields" aria-label={t('channels.arrival.fields')}>
        {fields.map((field) => {
          const name = t(`channels.arrival.names.${field}`);
          const { use, label } = form.fields[field];
          return (
            <li key={field}>
              <Input
                aria-label={t('channels.leftMessage.labelOf', { field: name })}
                value={label ?? ''}
                placeholder={name}
                maxLength={40}
                disabled={disabled}
                status={isQuestion(field) && use !== 'off' && !label?.trim() ? 'error' : ''}
                onChange={({ target }) => setField(field, { label: target.value || null })}
              />
              <Segmented<(typeof uses)[number]>
                aria-label={t('channels.leftMessage.useOf', { field: name })}
                value={use}
                disabled={disabled}
                options={uses.map((value) => ({ value, label: t(`channels.leftMessage.uses.${value}`) }))}
                onChange={(next) => setField(field, { use: next })}
              />
            </li>
          );
        })}
      </ul>
      {lacksLabel ? (
        <p role="alert" className="form-empty">
          {t('channels.arrival.needsLabel')}
        </p>
      ) : null}
      {isAsked ? (
        <Field label={t('channels.leftMessage.intro')}>
          {(id) => (
            <Input.TextArea
              id={id}
              value={form.intro ?? ''}
              maxLength={300}
              disabled={disabled}
              placeholder={t('channels.arrival.introDefault')}
              autoSize={{ minRows: 2, maxRows: 4 }}
              onChange={({ target }) => setForm({ intro: target.value || null })}
            />
          )}
        </Field>
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
