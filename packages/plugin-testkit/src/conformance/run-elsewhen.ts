const DAY_MS = 86_400_000;

/** Runs something tomorrow, with other chance, and without network: what is pure notices nothing. */
export const runElsewhen = <T>(act: () => T): T => {
  const { Date: today, fetch } = globalThis;
  const { random } = Math;
  const { randomUUID } = crypto;
  globalThis.Date = class extends today {
    constructor(...given: unknown[]) {
      super(...((given.length === 0 ? [today.now() + DAY_MS] : given) as [number]));
    }
    static override now = () => today.now() + DAY_MS;
  } as DateConstructor;
  globalThis.fetch = () => {
    throw new Error('parse asked the network');
  };
  Math.random = () => 0.123;
  crypto.randomUUID = () => '00000000-0000-4000-8000-000000000000';
  try {
    return act();
  } finally {
    globalThis.Date = today;
    globalThis.fetch = fetch;
    Math.random = random;
    crypto.randomUUID = randomUUID;
  }
};
