import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../app/error-text.ts';
import { useAccount } from '../../app/session.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { twoFactorQuery } from './security/two-factor.ts';

/**
 * Whoever changes how they sign in says their password again. Gives the field, what was typed, and what to say about a failure.
 * People of the single sign-on have no password, and no field.
 */
export const useOwnPassword = (error: unknown) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const { data } = useQuery(twoFactorQuery);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const hasPassword = data?.hasPassword ?? true;
  const isWrong = error != null && codeOf(error) === 'wrong_credentials';
  const fieldError = isWrong ? t('userCentre.password.wrong') : tried && !password ? t('password.missing') : null;
  return {
    password,
    /** Whether there is one where one is needed; says so at the field if not. */
    isGiven: () => {
      setTried(true);
      return !hasPassword || password !== '';
    },
    failure: error == null || isWrong ? null : errorText(error),
    field: hasPassword ? (
      <>
        <input type="text" name="username" autoComplete="username" value={account.username} readOnly hidden />
        <PasswordField
          id="own-password"
          label={t('userCentre.password.own')}
          value={password}
          onChange={setPassword}
          error={fieldError}
          autoComplete="current-password"
        />
      </>
    ) : (
      <p className="me-help">{t('userCentre.password.none')}</p>
    ),
  };
};
