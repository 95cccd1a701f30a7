import type { LeftMessageField, LeftMessageForm } from '@cskefu/contract';
import { Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { formFields } from './form-fields.ts';
import { LeftMessagePreview } from './left-message-preview.tsx';
import { Field, SettingsCard, type SettingsProps, settingsChanger } from './settings-card.tsx';
import './left-message-settings.css';

const offers = ['beside', 'instead', 'plain', 'off'] as const satisfies readonly LeftMessageForm['offer'][];
const uses = ['off', 'optional', 'required'] as const;

/** What visitors are offered when nobody is there. */
export const LeftMessageSettings = (props: SettingsProps) => {
  const { t } = useTranslation();
  const { change, disabled } = props;
  const form = change.settings.leftMessage;
  const set = (part: Partial<LeftMessageForm>) => settingsChanger(props)({ leftMessage: { ...form, ...part } });
  const setField = (field: LeftMessageField, part: Partial<LeftMessageForm['fields'][LeftMessageField]>) =>
    set({ fields: { ...form.fields, [field]: { ...form.fields[field], ...part } } });
  const hasForm = form.offer === 'beside' || form.offer === 'instead';
  const isEmpty = formFields.every((field) => form.fields[field].use === 'off');
  return (
    <SettingsCard title={t('channels.sections.leftMessage')}>
      <p>{t('channels.leftMessage.lead')}</p>
      <Field label={t('channels.leftMessage.offer')} help={t(`channels.leftMessage.offerHelp.${form.offer}`)}>
        {(id) => (
          <Select
            id={id}
            value={form.offer}
            disabled={disabled}
            style={{ width: '100%' }}
            onChange={(offer) => set({ offer })}
            options={offers.map((value) => ({ value, label: t(`channels.leftMessage.offers.${value}`) }))}
          />
        )}
      </Field>
      {hasForm ? (
        <>
          <Field label={t('channels.leftMessage.intro')}>
            {(id) => (
              <Input.TextArea
                id={id}
                value={form.intro ?? ''}
                maxLength={300}
                disabled={disabled}
                placeholder={t('channels.leftMessage.introDefault')}
                autoSize={{ minRows: 2, maxRows: 4 }}
                onChange={({ target }) => set({ intro: target.value || null })}
              />
            )}
          </Field>
          <ul className="form-fields" aria-label={t('channels.leftMessage.fields')}>
            {formFields.map((field) => (
              <li key={field}>
                <Input
                  aria-label={t('channels.leftMessage.labelOf', { field: t(`leftMessages.fields.${field}`) })}
                  value={form.fields[field].label ?? ''}
                  placeholder={t(`leftMessages.fields.${field}`)}
                  maxLength={40}
                  disabled={disabled}
                  onChange={({ target }) => setField(field, { label: target.value || null })}
                />
                <Segmented<(typeof uses)[number]>
                  aria-label={t('channels.leftMessage.useOf', { field: t(`leftMessages.fields.${field}`) })}
                  value={form.fields[field].use}
                  disabled={disabled}
                  options={uses.map((value) => ({ value, label: t(`channels.leftMessage.uses.${value}`) }))}
                  onChange={(use) => setField(field, { use })}
                />
              </li>
            ))}
          </ul>
          {isEmpty ? (
            <p role="alert" className="form-empty">
              {t('channels.leftMessage.needsField')}
            </p>
          ) : null}
          <LeftMessagePreview form={form} color={change.settings.color} />
        </>
      ) : null}
    </SettingsCard>
  );
};
