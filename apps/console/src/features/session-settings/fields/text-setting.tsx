import { Input, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Changes, type Draft, settingOf } from '../draft.ts';
import { type TextName, variablesOf } from '../texts.ts';
import { Setting } from './setting.tsx';
import { NumberField, type NumberName, type SwitchName } from './simple-fields.tsx';

interface TextSettingProps {
  draft: Draft;
  name: TextName;
  /** Its switch; without one it is always said. */
  on?: SwitchName;
  /** After how many seconds. */
  seconds?: NumberName;
}

/** What the desk says on an occasion: whether, when, and in which words. */
export const TextSetting = ({ draft, name, on, seconds }: TextSettingProps) => {
  const { t } = useTranslation();
  const isOn = on === undefined || settingOf(draft, on);
  const label = t(`sessionSettings.fields.${(on ?? name) as 'welcomeOn'}`);
  const help = t(`sessionSettings.help.${on ?? name}` as 'sessionSettings.help.welcomeOn');
  return (
    <Setting draft={draft} names={[...(on ? [on] : []), ...(seconds ? [seconds] : []), name]} label={label} help={help}>
      {(id) => (
        <div className="setting-text">
          {on ? (
            <div className="setting-line">
              <Switch
                id={id}
                checked={isOn}
                disabled={draft.disabled}
                onChange={(value) => draft.change({ [on]: value } as Changes)}
              />
              {isOn && seconds ? (
                <NumberField
                  draft={draft}
                  name={seconds}
                  label={t(`sessionSettings.fields.${seconds as 'idleWarningSeconds'}`)}
                  unit={t('sessionSettings.seconds')}
                  max={86_400}
                />
              ) : null}
            </div>
          ) : null}
          {isOn ? <Words draft={draft} name={name} label={label} {...(!on && { id })} /> : null}
        </div>
      )}
    </Setting>
  );
};

/** Left empty, it is the product that speaks, in the visitor's language. */
const Words = ({ draft, name, label, id }: { draft: Draft; name: TextName; label: string; id?: string }) => {
  const { t, i18n } = useTranslation();
  const builtIn = draft.saved.builtIn[i18n.language === 'en' ? 'en' : 'zh-CN'][name] ?? '';
  const variables = variablesOf(name);
  return (
    <>
      <Input.TextArea
        {...(id && { id })}
        aria-label={t('sessionSettings.wordsOf', { name: label })}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={1_000}
        value={settingOf(draft, name)}
        placeholder={builtIn}
        disabled={draft.disabled}
        onFocus={() => draft.focus(name)}
        onBlur={() => draft.focus(null)}
        onChange={(event) => draft.change({ [name]: event.target.value } as Changes)}
      />
      {variables.length > 0 && !draft.disabled ? (
        <p className="setting-variables">
          {variables.map((variable) => (
            <button
              key={variable}
              type="button"
              onClick={() => draft.change({ [name]: `${settingOf(draft, name) || builtIn}{${variable}}` } as Changes)}
            >
              <code>{`{${variable}}`}</code> {t(`sessionSettings.variables.${variable}`)}
            </button>
          ))}
        </p>
      ) : null}
    </>
  );
};
