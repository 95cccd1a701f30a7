import type { EverySetting, SettingName } from '@cskefu/contract';
import { InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Changes, type Draft, settingOf } from '../draft.ts';
import { Setting } from './setting.tsx';

type Named<T> = { [K in SettingName]: EverySetting[K] extends T ? K : never }[SettingName];
export type SwitchName = Named<boolean>;
export type NumberName = Named<number>;

interface FieldProps<K extends SettingName> {
  draft: Draft;
  name: K;
  help?: string;
}

export const SwitchSetting = ({ draft, name, help }: FieldProps<SwitchName>) => (
  <Setting draft={draft} names={[name]} help={help}>
    {(id) => (
      <Switch
        id={id}
        checked={settingOf(draft, name)}
        disabled={draft.disabled}
        onChange={(on) => draft.change({ [name]: on } as Changes)}
      />
    )}
  </Setting>
);

/** Empty while it is written; what is left empty stays as it was. */
export const NumberField = ({
  draft,
  name,
  id,
  label,
  unit,
  min = 1,
  max,
}: Omit<FieldProps<NumberName>, 'help'> & { id?: string; label?: string; unit: string; min?: number; max: number }) => (
  <InputNumber
    {...(id && { id })}
    {...(label && { 'aria-label': label })}
    className="setting-number"
    min={min}
    max={max}
    precision={0}
    value={settingOf(draft, name)}
    disabled={draft.disabled}
    suffix={unit}
    onChange={(value) => {
      if (value !== null) draft.change({ [name]: value } as Changes);
    }}
  />
);

export const NumberSetting = ({
  draft,
  name,
  help,
  unit,
  max,
}: FieldProps<NumberName> & { unit: string; max: number }) => (
  <Setting draft={draft} names={[name]} help={help}>
    {(id) => <NumberField draft={draft} name={name} id={id} unit={unit} max={max} />}
  </Setting>
);

type ChoiceName = 'strategy' | 'queueTimeoutThen' | 'satisfactionAsk' | 'wrapUp';

export const ChoiceSetting = <K extends ChoiceName>({
  draft,
  name,
  help,
  values,
}: FieldProps<K> & { values: readonly EverySetting[K][] }) => {
  const { t } = useTranslation();
  return (
    <Setting draft={draft} names={[name]} help={help}>
      {(id) => (
        <Select<string>
          id={id}
          className="setting-choice"
          value={String(settingOf(draft, name))}
          disabled={draft.disabled}
          onChange={(value) => draft.change({ [name]: value } as Changes)}
          options={values.map((value) => ({
            value: String(value),
            label: t(`sessionSettings.choices.${name}.${value}` as 'sessionSettings.choices.wrapUp.off'),
          }))}
        />
      )}
    </Setting>
  );
};
