import { Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { NameAndSwitch } from './name-and-switch.tsx';
import { Field, SettingsCard, type SettingsProps, settingsChanger } from './settings-card.tsx';

/** Its name, whether it is on, its language. */
export const GeneralSettings = (props: SettingsProps) => {
  const { t } = useTranslation();
  const { change, onChange, disabled } = props;
  const { settings } = change;
  const set = settingsChanger(props);
  return (
    <SettingsCard title={t('channels.sections.general')}>
      <NameAndSwitch
        value={change}
        enabledHelp={t('channels.help.enabled')}
        disabled={disabled}
        onChange={(part) => onChange({ ...change, ...part })}
      />
      <Field label={t('channels.fields.locale')}>
        {(id) => (
          <Select
            id={id}
            value={settings.locale}
            disabled={disabled}
            style={{ width: '100%' }}
            onChange={(locale) => set({ locale })}
            options={[
              { value: 'auto', label: t('channels.locales.auto') },
              { value: 'zh-CN', label: '简体中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        )}
      </Field>
      <Field label={t('channels.fields.draftPreview')} help={t('channels.help.draftPreview')}>
        {(id) => (
          <Switch
            id={id}
            checked={settings.draftPreview}
            disabled={disabled}
            onChange={(draftPreview) => set({ draftPreview })}
          />
        )}
      </Field>
    </SettingsCard>
  );
};
