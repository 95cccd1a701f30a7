import { Check, Circle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../lib/class-names.ts';
import { type PasswordRule, passwordRules } from './password-rules.ts';

const rules = Object.keys(passwordRules) as PasswordRule[];

interface PasswordHintsProps {
  password: string;
  /** The one so far, if it is known here. */
  current?: string;
}

/** The rules, ticked off while one types. */
export const PasswordHints = ({ password, current }: PasswordHintsProps) => {
  const { t } = useTranslation();
  const hints = [
    ...rules.map((rule) => ({ key: rule, text: t(`password.rules.${rule}`), met: passwordRules[rule](password) })),
    ...(current === undefined
      ? []
      : [{ key: 'other', text: t('password.rules.other'), met: password !== '' && password !== current }]),
  ];
  return (
    <ul className="password-hints" id="password-hints">
      {hints.map(({ key, text, met }) => (
        <li key={key} className={classNames(met && 'password-hint-met')}>
          {met ? <Check size={14} aria-hidden="true" /> : <Circle size={14} aria-hidden="true" />}
          {text}
          <span className="visually-hidden">{met ? t('password.met') : t('password.unmet')}</span>
        </li>
      ))}
    </ul>
  );
};
