import type { LeftMessageField, LeftMessageForm } from '@cskefu/contract';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { AskedFields, CannotBeSaved } from './asked-fields.tsx';
import { formFields } from './form-fields.ts';
import { IntroField } from './intro-field.tsx';
import { LeftMessagePreview } from './left-message-preview.tsx';
import { Field, SettingsCard, type SettingsProps, settingsChanger } from './settings-card.tsx';

const offers = ['beside', 'instead', 'plain', 'off'] as const satisfies readonly LeftMessageForm['offer'][];

/** What visitors are offered when nobody is there. */
export const LeftMessageSettings = (props: SettingsProps) => {
  const { t } = useTranslation();
  const { change, disabled } = props;
  const form = change.settings.leftMessage;
  const set = (part: Partial<LeftMessageForm>) => settingsChanger(props)({ leftMessage: { ...form, ...part } });
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
          <IntroField
            value={form.intro}
            usual={t('channels.leftMessage.introDefault')}
            disabled={disabled}
            onChange={(intro) => set({ intro })}
          />
          <AskedFields<LeftMessageField>
            label={t('channels.leftMessage.fields')}
            fields={formFields}
            asked={form.fields}
            nameOf={(field) => t(`leftMessages.fields.${field}`)}
            disabled={disabled}
            onChange={(fields) => set({ fields })}
          />
          {isEmpty ? <CannotBeSaved why={t('channels.leftMessage.needsField')} /> : null}
          <LeftMessagePreview form={form} color={change.settings.color} />
        </>
      ) : null}
    </SettingsCard>
  );
};
