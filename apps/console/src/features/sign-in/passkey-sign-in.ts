import type { Account } from '@cskefu/contract';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { http } from '../../app/http.ts';
import { askForPasskey, fillsInPasskeys } from '../../lib/web-authn.ts';

/** What the server offers is good for five minutes; before that it is asked for anew. */
const RENEW_MS = 4 * 60_000;

const choose = async (mediation: 'conditional' | 'optional', signal: AbortSignal) => {
  const { options } = await http.request('POST /api/auth/passkey/begin');
  return askForPasskey(options, { mediation, signal });
};

interface PasskeySignIn {
  offered: boolean;
  remember: boolean;
  onSignedIn: (account: Account) => void;
  onRefused: (error: unknown) => void;
}

/** Signing in with a passkey: by a button, and where the browser can, from the list with which it fills in user names. */
export const usePasskeySignIn = ({ offered, remember, onSignedIn, onRefused }: PasskeySignIn) => {
  const [round, setRound] = useState(0);
  const offer = useRef<AbortController>(null);
  const signIn = useMutation({
    mutationFn: async (chosen: Promise<Record<string, unknown>>) =>
      http.request('POST /api/auth/passkey', { body: { credential: await chosen, remember } }),
    onSuccess: onSignedIn,
    onError: (error) => {
      onRefused(error);
      // What the server refused, it would refuse again.
      if (error instanceof DOMException) setRound((last) => last + 1);
    },
  });
  const use = useEffectEvent((credential: Record<string, unknown>) => signIn.mutate(Promise.resolve(credential)));

  useEffect(() => {
    if (!offered) return;
    const controller = new AbortController();
    offer.current = controller;
    const wait = async () => {
      if (await fillsInPasskeys()) use(await choose('conditional', controller.signal));
    };
    // Nobody has asked for it, so nobody is told that it did not work.
    void wait().catch(() => undefined);
    const renew = setTimeout(() => setRound(round + 1), RENEW_MS);
    return () => {
      clearTimeout(renew);
      controller.abort();
    };
  }, [offered, round]);

  const start = () => {
    // A browser asks one question at a time.
    offer.current?.abort();
    signIn.mutate(choose('optional', new AbortController().signal));
  };
  return { start, isPending: signIn.isPending, error: signIn.error, triedAt: signIn.submittedAt };
};
