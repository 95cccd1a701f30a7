import type { SingleSignOnFailure } from '@cskefu/contract';
import { useEffect, useState } from 'react';

const failures: readonly string[] = [
  'expired',
  'provider',
  'refused',
  'not_linked',
  'no_account',
  'disabled',
] satisfies SingleSignOnFailure[];

interface CallBack {
  /** Why a single sign-on came to nothing. */
  failure: SingleSignOnFailure | null;
  /** The single sign-on was right, and a code must follow. */
  challenge: string | null;
}

const read = (): CallBack => {
  const failure = new URLSearchParams(location.search).get('signInFailed');
  const challenge = new URLSearchParams(location.hash.slice(1)).get('challenge');
  return { failure: failure && failures.includes(failure) ? (failure as SingleSignOnFailure) : null, challenge };
};

/** What a single sign-on has left in the address. It is taken away at once: a reload must not tell it again. */
export const useCallBack = (): CallBack => {
  const [found] = useState(read);
  useEffect(() => {
    if (found.failure || found.challenge) history.replaceState(history.state, '', location.pathname);
  }, [found]);
  return found;
};
