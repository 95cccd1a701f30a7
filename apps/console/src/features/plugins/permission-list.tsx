import { useTranslation } from 'react-i18next';
import { riskOf, usePermissionWords } from './plugin-words.ts';

interface PermissionListProps {
  names: readonly string[];
  /** Those that it did not have before. */
  added?: readonly string[];
  /** Those that it gives up. */
  removed?: readonly string[];
}

/** Permissions in words, each with what it may mean for the people whose words these are. */
export const PermissionList = ({ names, added = [], removed = [] }: PermissionListProps) => {
  const { t } = useTranslation();
  const words = usePermissionWords();
  return (
    <ul className="permission-list">
      {names.map((name) => {
        const risk = riskOf(name);
        return (
          <li key={name}>
            <span>
              {words(name)}
              {added.includes(name) ? <em className="permission-new">{t('plugins.permissions.added')}</em> : null}
            </span>
            {risk ? <small>{t(`plugins.risks.${risk}`)}</small> : null}
          </li>
        );
      })}
      {removed.map((name) => (
        <li key={name} className="permission-gone">
          <span>
            <s>{words(name)}</s> <em>{t('plugins.permissions.removed')}</em>
          </span>
        </li>
      ))}
    </ul>
  );
};
