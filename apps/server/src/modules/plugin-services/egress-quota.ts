import { DomainError } from '../../platform/errors/index.ts';

const PER_SECOND = 60;
const UNDER_WAY = 16;

interface Bucket {
  tokens: number;
  at: number;
  underWay: number;
}

/** How many requests to the outside each plugin makes on this node: 60 a second, 16 at a time. */
export const createEgressQuota = (now: () => number = () => performance.now()) => {
  const buckets = new Map<string, Bucket>();

  const refilled = (pluginId: string): Bucket => {
    const bucket = buckets.get(pluginId) ?? { tokens: PER_SECOND, at: now(), underWay: 0 };
    bucket.tokens = Math.min(PER_SECOND, bucket.tokens + ((now() - bucket.at) / 1_000) * PER_SECOND);
    bucket.at = now();
    buckets.set(pluginId, bucket);
    return bucket;
  };

  /** @throws {DomainError} rate_limited */
  return async <T>(pluginId: string, act: () => Promise<T>): Promise<T> => {
    const bucket = refilled(pluginId);
    if (bucket.tokens < 1 || bucket.underWay >= UNDER_WAY)
      throw new DomainError('rate_limited', {
        detail: `${PER_SECOND} a second, ${UNDER_WAY} at a time`,
        retryAfterMs: 500,
      });
    bucket.tokens -= 1;
    bucket.underWay += 1;
    try {
      return await act();
    } finally {
      bucket.underWay -= 1;
    }
  };
};
