import { ApiError } from '@cskefu/client';
import { useState } from 'react';
import { useNow } from '../../lib/clock.ts';

/** Until when the server wants nothing more of us, counted down; 0: now. */
export const useWait = () => {
  const [until, setUntil] = useState(0);
  const now = useNow();
  /** Takes the time from a failure that has one. */
  const heed = (error: unknown) => {
    if (error instanceof ApiError && error.code === 'rate_limited') setUntil(Date.now() + (error.retryAfterMs ?? 0));
  };
  return { waitMs: Math.max(0, Math.ceil((until - now) / 1_000) * 1_000), heed };
};
