import type { FakeClock } from './fake-clock.ts';

type Claim = { state: 'ready'; value: string } | { state: 'wait'; ms: number } | { state: 'refresh'; lease: string };

/** Access tokens: one refresh at a time, everybody else waits for it. */
export const createTokenStore = (clock: FakeClock) => {
  const tokens = new Map<string, { value: string; until: number }>();
  const leases = new Map<string, string>();
  let count = 0;
  return {
    claim: (key: string, refused?: string): Claim => {
      const token = tokens.get(key);
      if (token && token.until > clock.now() && token.value !== refused) return { state: 'ready', value: token.value };
      if (leases.has(key)) return { state: 'wait', ms: 2 };
      const lease = `lease-${++count}`;
      leases.set(key, lease);
      return { state: 'refresh', lease };
    },
    keep: (key: string, lease: string, value: string, expiresInS: number) => {
      if (leases.get(key) !== lease) return;
      leases.delete(key);
      tokens.set(key, { value, until: clock.now() + expiresInS * 1_000 });
    },
    release: (key: string, lease: string) => {
      if (leases.get(key) === lease) leases.delete(key);
    },
    /** Refreshes that were begun. */
    refreshes: () => count,
  };
};

export type TokenStore = ReturnType<typeof createTokenStore>;
