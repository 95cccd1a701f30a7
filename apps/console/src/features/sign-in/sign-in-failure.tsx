import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../app/error-text.ts';
import { useDurationText } from '../../components/time.tsx';

export const EntranceError = ({ children }: { children: ReactNode }) => (
  <p className="entrance-error" role="alert">
    <CircleAlert size={16} aria-hidden="true" />
    <span>{children}</span>
  </p>
);

interface SignInFailureProps {
  error: unknown;
  /** What is still to wait after too many tries. */
  waitMs: number;
  /** Other words than the usual ones. */
  text?: string | undefined;
}

/** What was wrong with a try. Too many of them: how long to wait, by the second. */
export const SignInFailure = ({ error, waitMs, text }: SignInFailureProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const duration = useDurationText();
  if (codeOf(error) !== 'rate_limited') return <EntranceError>{text ?? errorText(error)}</EntranceError>;
  if (waitMs <= 0) return <p className="entrance-note">{t('signIn.waited')}</p>;
  return (
    <EntranceError>
      {t('signIn.tooOften')} {/* Read out once, not with every second. */}
      <span role="timer" aria-live="off">
        {t('signIn.waitFor', { duration: duration(waitMs) })}
      </span>
    </EntranceError>
  );
};
