import type { OwnSupervisionSettings, UnitSupervisionSettings } from '@cskefu/contract';
import { Button, InputNumber, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { AwayReasonsEditor } from './away-reasons-editor.tsx';
import { useUpdateSupervisionSettings } from './supervision-settings.ts';

const numbers = [
  { key: 'answerWithinSeconds', min: 1, max: 3_600, group: 'targets' },
  { key: 'serviceLevelTarget', min: 1, max: 100, group: 'targets' },
  { key: 'alarmWaiting', min: 0, max: 9_999, group: 'alarms' },
  { key: 'alarmLongestWaitSeconds', min: 0, max: 86_400, group: 'alarms' },
  { key: 'alarmServiceLevel', min: 0, max: 100, group: 'alarms' },
] as const;

interface SettingsFormProps {
  unitId: number;
  settings: UnitSupervisionSettings;
  writes: boolean;
}

interface FieldProps {
  name: keyof OwnSupervisionSettings;
  own: boolean;
  disabled: boolean;
  onOwn: (own: boolean) => void;
  children: ReactNode;
}

/** One setting: inherited, unless the unit says something itself. */
const Field = ({ name, own, disabled, onOwn, children }: FieldProps) => {
  const { t } = useTranslation();
  const label = t(`supervisionSettings.fields.${name}.label`);
  return (
    <div className="settings-field">
      <label htmlFor={`setting-${name}`}>{label}</label>
      <div className="settings-value">
        {children}
        <p>{t(`supervisionSettings.fields.${name}.help`)}</p>
      </div>
      <div className="settings-own">
        <Switch
          size="small"
          checked={own}
          disabled={disabled}
          onChange={onOwn}
          aria-label={t('supervisionSettings.ownOf', { name: label })}
        />
        <span>{own ? t('supervisionSettings.own') : t('supervisionSettings.inherited')}</span>
      </div>
    </div>
  );
};

export const SettingsForm = ({ unitId, settings, writes }: SettingsFormProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const update = useUpdateSupervisionSettings(unitId);
  const [draft, setDraft] = useState<OwnSupervisionSettings>(settings.own);
  const { inherited } = settings;
  const dirty = JSON.stringify(draft) !== JSON.stringify(settings.own);
  const set = (part: Partial<OwnSupervisionSettings>) => setDraft({ ...draft, ...part });
  const own = (name: keyof OwnSupervisionSettings) => ({
    name,
    own: draft[name] !== null,
    disabled: !writes,
    onOwn: (on: boolean) => set({ [name]: on ? inherited[name] : null }),
  });
  const unnamed = draft.awayReasons?.some(({ name }) => name.trim() === '') ?? false;
  const names = draft.awayReasons?.map(({ name }) => name.trim()) ?? [];
  const doubled = new Set(names).size < names.length;
  const save = () => update.mutate(draft, { onSuccess: () => toast('good', t('supervisionSettings.saved')) });
  const numberFields = (group: 'targets' | 'alarms') =>
    numbers
      .filter((field) => field.group === group)
      .map(({ key, min, max }) => (
        <Field key={key} {...own(key)}>
          <InputNumber
            id={`setting-${key}`}
            min={min}
            max={max}
            precision={0}
            value={draft[key] ?? inherited[key]}
            disabled={!writes || draft[key] === null}
            onChange={(value) => value !== null && set({ [key]: value })}
            suffix={t(`supervisionSettings.fields.${key}.unit`)}
          />
        </Field>
      ));
  return (
    <div className="settings-form">
      <section>
        <h2>{t('supervisionSettings.targets')}</h2>
        {numberFields('targets')}
      </section>
      <section>
        <h2>{t('supervisionSettings.alarms')}</h2>
        {numberFields('alarms')}
        <Field {...own('alarmNoAgentReady')}>
          <Switch
            id="setting-alarmNoAgentReady"
            checked={draft.alarmNoAgentReady ?? inherited.alarmNoAgentReady}
            disabled={!writes || draft.alarmNoAgentReady === null}
            onChange={(alarmNoAgentReady) => set({ alarmNoAgentReady })}
          />
        </Field>
      </section>
      <section>
        <h2>{t('supervisionSettings.away')}</h2>
        <Field {...own('awayReasons')}>
          <AwayReasonsEditor
            id="setting-awayReasons"
            reasons={draft.awayReasons ?? inherited.awayReasons}
            disabled={!writes || draft.awayReasons === null}
            onChange={(awayReasons) => set({ awayReasons })}
          />
          {doubled ? (
            <p className="settings-error" role="alert">
              {t('supervisionSettings.doubled')}
            </p>
          ) : null}
        </Field>
      </section>
      {update.isError ? (
        <p className="settings-error" role="alert">
          {errorText(update.error)}
        </p>
      ) : null}
      {writes ? (
        <Button type="primary" disabled={!dirty || unnamed || doubled} loading={update.isPending} onClick={save}>
          {t('common.save')}
        </Button>
      ) : null}
    </div>
  );
};
