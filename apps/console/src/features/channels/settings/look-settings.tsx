import type { WebChannelSettings } from '@cskefu/contract';
import { InputNumber, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field, SettingsCard, type SettingsProps, settingsChanger } from './settings-card.tsx';

/** Colour and place on the page. */
export const LookSettings = (props: SettingsProps) => {
  const { t } = useTranslation();
  const { change, disabled } = props;
  const { settings } = change;
  const set = settingsChanger(props);
  return (
    <SettingsCard title={t('channels.sections.look')}>
      <Field label={t('channels.fields.color')}>
        {(id) => (
          <input
            id={id}
            type="color"
            className="channel-color"
            value={settings.color}
            disabled={disabled}
            onChange={(event) => set({ color: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('channels.fields.position')}>
        {(id) => (
          <Segmented<WebChannelSettings['position']>
            id={id}
            value={settings.position}
            disabled={disabled}
            onChange={(position) => set({ position })}
            options={[
              { value: 'left', label: t('channels.positions.left') },
              { value: 'right', label: t('channels.positions.right') },
            ]}
          />
        )}
      </Field>
      <Field label={t('channels.fields.offsetX')}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            max={400}
            value={settings.offsetX}
            disabled={disabled}
            suffix="px"
            onChange={(offsetX) => set({ offsetX: Math.round(offsetX ?? 0) })}
          />
        )}
      </Field>
      <Field label={t('channels.fields.offsetY')}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            max={400}
            value={settings.offsetY}
            disabled={disabled}
            suffix="px"
            onChange={(offsetY) => set({ offsetY: Math.round(offsetY ?? 0) })}
          />
        )}
      </Field>
    </SettingsCard>
  );
};
