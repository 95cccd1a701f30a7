import type { WebChannelSettings } from '@cskefu/contract';
import { Input, InputNumber, Segmented, Select, Switch } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelChange } from './channels.ts';
import { OriginsField } from './origins-field.tsx';

interface ChannelSettingsProps {
  change: ChannelChange;
  onChange: (change: ChannelChange) => void;
  disabled: boolean;
}

interface FieldProps {
  label: string;
  help?: string | undefined;
  children: (id: string) => ReactNode;
}

const Field = ({ label, help, children }: FieldProps) => {
  const id = useId();
  return (
    <div className="channel-field">
      <label htmlFor={id}>{label}</label>
      <div>
        {children(id)}
        {help ? <p className="channel-help">{help}</p> : null}
      </div>
    </div>
  );
};

type TextKey = 'title' | 'subtitle' | 'welcome' | 'placeholder' | 'launcherText' | 'avatarUrl';
const texts: { key: TextKey; most: number; long?: true; help?: true }[] = [
  { key: 'title', most: 60 },
  { key: 'subtitle', most: 120 },
  { key: 'welcome', most: 1_000, long: true },
  { key: 'placeholder', most: 80 },
  { key: 'launcherText', most: 20, help: true },
  { key: 'avatarUrl', most: 500, help: true },
];

/** Everything that can be set for a web channel. */
export const ChannelSettings = ({ change, onChange, disabled }: ChannelSettingsProps) => {
  const { t } = useTranslation();
  const { settings } = change;
  const set = (part: Partial<WebChannelSettings>) => onChange({ ...change, settings: { ...settings, ...part } });
  return (
    <>
      <section className="channel-card" aria-label={t('channels.sections.general')}>
        <h2>{t('channels.sections.general')}</h2>
        <Field label={t('channels.fields.name')}>
          {(id) => (
            <Input
              id={id}
              value={change.name}
              maxLength={60}
              disabled={disabled}
              status={change.name.trim() ? '' : 'error'}
              onChange={(event) => onChange({ ...change, name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('channels.fields.enabled')} help={t('channels.help.enabled')}>
          {(id) => (
            <Switch
              id={id}
              checked={change.enabled}
              disabled={disabled}
              onChange={(enabled) => onChange({ ...change, enabled })}
            />
          )}
        </Field>
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
      </section>
      <section className="channel-card" aria-label={t('channels.sections.look')}>
        <h2>{t('channels.sections.look')}</h2>
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
      </section>
      <section className="channel-card" aria-label={t('channels.sections.texts')}>
        <h2>{t('channels.sections.texts')}</h2>
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
      </section>
      <section className="channel-card" aria-label={t('channels.sections.safety')}>
        <h2>{t('channels.sections.safety')}</h2>
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
      </section>
    </>
  );
};
