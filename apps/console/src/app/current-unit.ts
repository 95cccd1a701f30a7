import { useSyncExternalStore } from 'react';

/** The part of the organization that this tab looks at; null is all that the account may see. */
export interface CurrentUnit {
  id: number;
  name: string;
}

const listeners = new Set<() => void>();
let accountId: string | null = null;
let unit: CurrentUnit | null = null;

const key = (account: string) => `cskefu.unit.${account}`;

/** A tab keeps its choice over a reload; where the browser forbids storage, until then. */
const remembered = (account: string): CurrentUnit | null => {
  try {
    return JSON.parse(sessionStorage.getItem(key(account)) ?? 'null');
  } catch {
    return null;
  }
};

const remember = (account: string, next: CurrentUnit | null) => {
  try {
    if (next) sessionStorage.setItem(key(account), JSON.stringify(next));
    else sessionStorage.removeItem(key(account));
  } catch {
    // Forbidden storage: the choice lasts as long as the page.
  }
};

/** Tells whose choice counts; nobody's before sign-in, so that no request is narrowed by somebody else's. */
export const enterAsAccount = (account: string | null) => {
  if (account === accountId) return;
  accountId = account;
  unit = account ? remembered(account) : null;
};

export const chooseUnit = (next: CurrentUnit | null) => {
  if (!accountId || next?.id === unit?.id) return;
  unit = next;
  remember(accountId, next);
  for (const listener of listeners) listener();
};

export const currentUnit = (): CurrentUnit | null => unit;

export const onUnitChange = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useCurrentUnit = (): CurrentUnit | null => useSyncExternalStore(onUnitChange, currentUnit);
