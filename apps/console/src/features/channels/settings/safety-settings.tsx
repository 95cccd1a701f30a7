import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { OriginsField } from './origins-field.tsx';
import { Field, SettingsCard, type SettingsProps, settingsChanger } from './settings-card.tsx';

/** Which sites may embed it. */
export const SafetySettings = (props: SettingsProps) => {
  const { t } = useTranslation();
  const { change, disabled } = props;
  const { settings } = change;
  const set = settingsChanger(props);
  return (
    <SettingsCard title={t('channels.sections.safety')}>
      <Field label={t('channels.fields.allowedOrigins')} help={t('channels.help.allowedOrigins')}>
        {(id) => (
          <OriginsField
            id={id}
            origins={settings.allowedOrigins}
            disabled={disabled}
            onChange={(allowedOrigins) => set({ allowedOrigins })}
          />
        )}
      </Field>
      <Field label={t('channels.fields.trackVisitors')} help={t('channels.help.trackVisitors')}>
        {(id) => (
          <Switch
            id={id}
            checked={settings.trackVisitors}
            disabled={disabled}
            onChange={(trackVisitors) => set({ trackVisitors })}
          />
        )}
      </Field>
    </SettingsCard>
  );
};
