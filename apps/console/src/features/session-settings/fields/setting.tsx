import type { SettingName } from '@cskefu/contract';
import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../lib/class-names.ts';
import { type Draft, ownOf } from '../draft.ts';

interface SettingProps {
  draft: Draft;
  /** All that are shown and reset together; the first gives the label. */
  names: readonly SettingName[];
  label?: string;
  help?: string | undefined;
  /** Several fields, each with a name of its own. */
  group?: true;
  children: (id: string) => ReactNode;
}

/** A setting with its name, and from where its value comes. */
export const Setting = ({ draft, names, label, help, group, children }: SettingProps) => {
  const { t } = useTranslation();
  const id = useId();
  const own = names.some((name) => ownOf(draft, name) !== null);
  const words = label ?? t(`sessionSettings.fields.${names[0] as 'senderName'}`);
  return (
    <div className={classNames('setting', own && 'setting-own')}>
      <div className="setting-label">{group ? <span>{words}</span> : <label htmlFor={id}>{words}</label>}</div>
      <div className="setting-field">
        {children(id)}
        {help ? <p className="setting-help">{help}</p> : null}
        <Origin draft={draft} names={names} own={own} label={words} />
      </div>
    </div>
  );
};

const Origin = ({
  draft,
  names,
  own,
  label,
}: Pick<SettingProps, 'draft' | 'names'> & { own: boolean; label: string }) => {
  const { t } = useTranslation();
  if (own)
    return (
      <p className="setting-origin">
        {t('sessionSettings.own')}
        {draft.disabled ? null : (
          <Button
            type="link"
            size="small"
            aria-label={t('sessionSettings.resetNamed', { name: label })}
            onClick={() => draft.change(Object.fromEntries(names.map((name) => [name, null])))}
          >
            {t('sessionSettings.reset')}
          </Button>
        )}
      </p>
    );
  const source = names.map((name) => draft.saved.sources[name]).find((found) => found !== undefined);
  return (
    <p className="setting-origin">
      {source === undefined
        ? t('sessionSettings.fromProduct')
        : source.name === null
          ? t('sessionSettings.fromAbove')
          : t('sessionSettings.from', { name: source.name })}
    </p>
  );
};
