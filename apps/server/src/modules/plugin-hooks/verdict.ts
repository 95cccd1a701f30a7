import { storableText } from '@cskefu/contract';
import type { HookVerdict } from '@cskefu/plugin-sdk';
import { z } from 'zod';

const line = storableText(500).refine((text) => text.trim().length > 0);

const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allow') }),
  z.object({
    kind: z.literal('deny'),
    code: z.string().regex(/^[a-z0-9_.-]{1,60}$/),
    text: z.object({ 'zh-CN': line, en: line }),
  }),
  z.object({ kind: z.literal('hold'), reason: line }),
]);

/** What a veto said, or null if it said nothing that we understand. */
export const readVerdict = (answer: unknown): HookVerdict | null => {
  const read = verdict.safeParse(answer);
  return read.success ? read.data : null;
};
