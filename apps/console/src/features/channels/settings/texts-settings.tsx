import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field, SettingsCard, type SettingsProps, settingsChanger } from './settings-card.tsx';

type TextKey = 'title' | 'subtitle' | 'welcome' | 'placeholder' | 'launcherText' | 'avatarUrl';
const texts: { key: TextKey; most: number; long?: true; help?: true }[] = [
  { key: 'title', most: 60 },
  { key: 'subtitle', most: 120 },
  { key: 'welcome', most: 1_000, long: true },
  { key: 'placeholder', most: 80 },
  { key: 'launcherText', most: 20, help: true },
  { key: 'avatarUrl', most: 500, help: true },
];

/** What the chat says. A text that is left empty takes the product's own words. */
export const TextsSettings = (props: SettingsProps) => {
  const { t } = useTranslation();
  const { change, disabled } = props;
  const { settings } = change;
  const set = settingsChanger(props);
  return (
    <SettingsCard title={t('channels.sections.texts')}>
      <p>{t('channels.textsLead')}</p>
      {texts.map(({ key, most, long, help }) => (
        <Field
          key={key}
          label={t(`channels.fields.${key}`)}
          help={help ? t(`channels.help.${key as 'launcherText' | 'avatarUrl'}`) : undefined}
        >
          {(id) => {
            const props = {
              id,
              value: settings[key] ?? '',
              maxLength: most,
              disabled,
              onChange: ({ target }: { target: { value: string } }) => set({ [key]: target.value || null }),
            };
            return long ? <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} {...props} /> : <Input {...props} />;
          }}
        </Field>
      ))}
    </SettingsCard>
  );
};
