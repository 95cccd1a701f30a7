import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../components/failure.tsx';
import { useErrorText } from './error-text.ts';
import { sessionQuery } from './session.ts';

const SignInPage = lazy(() => import('../features/sign-in/sign-in-page.tsx'));
const ChangePasswordPage = lazy(() => import('../features/sign-in/change-password-page.tsx'));

/**
 * Lets through who is signed in and owes no new password. The address stays as it is, so that one lands where one wanted
 * to go.
 */
export const Gate = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const session = useQuery(sessionQuery);

  if (session.data?.account?.passwordChangeRequired) {
    return (
      <Suspense>
        <ChangePasswordPage account={session.data.account} />
      </Suspense>
    );
  }
  if (session.data?.account) return children;
  if (session.data) {
    return (
      <Suspense>
        <SignInPage ended={session.data.ended} />
      </Suspense>
    );
  }
  if (session.isError) {
    return (
      <Failure
        title={t('gate.unreachable')}
        text={errorText(session.error)}
        retrying={session.isFetching}
        onRetry={() => void session.refetch()}
      />
    );
  }
  return null;
};
