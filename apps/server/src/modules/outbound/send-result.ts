import type { answers } from '@cskefu/plugin-host';
import type { z } from 'zod';

export type CheckedResult = z.infer<typeof answers.sendResult>;

/** It may have arrived, and it may not. */
export const inDoubt = (code: 'timeout' | 'unknown', detail: string): CheckedResult => ({
  ok: false,
  code,
  retry: 'unknown',
  detail,
});
