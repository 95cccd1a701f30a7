/** No provider sends more over one channel from one address. */
const PER_SECOND = 500;
const BURST = 1_000;
const MAX_KEYS = 10_000;

/** Says who asks too often: so many a second, and so many at once. */
export const createRequestGauge = (now: () => number = () => performance.now()) => {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    allows: (key: string): boolean => {
      const bucket = buckets.get(key) ?? { tokens: BURST, at: now() };
      bucket.tokens = Math.min(BURST, bucket.tokens + ((now() - bucket.at) / 1_000) * PER_SECOND);
      bucket.at = now();
      if (buckets.size >= MAX_KEYS && !buckets.has(key)) buckets.clear();
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
  };
};
