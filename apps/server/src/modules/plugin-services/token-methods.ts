import { z } from 'zod';
import type { SecretBox } from '../../platform/config/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { type CoreMethods, coreMethod } from '../plugins/index.ts';
import { claimToken, countTokens, dropToken, keepToken, releaseLease } from './tokens.store.ts';

/** As long as one request to the outside may take, and a little more. */
const LEASE_MS = 65_000;
const WAIT_MS = 100;
const MOST_TOKENS = 1_000;
/** Given up this much before its end, so that it does not expire on its way. */
const MARGIN_MS = 60_000;

const key = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !text.includes('\u0000'));
const lease = z.uuid();
const value = z.string().min(1).max(16_384);

/** `tokens.*`: one refresh at a time over all nodes; providers often make the old token void with each new one. */
export const createTokenMethods = (db: Database, secrets: SecretBox): CoreMethods => ({
  'tokens.claim': coreMethod({
    permission: 'net',
    args: z.object({ key, refused: value.optional() }),
    handle: async (args, { pluginId }) => {
      const fresh = crypto.randomUUID();
      const wanted = { pluginId, key: args.key, lease: fresh, leaseMs: LEASE_MS };
      let claim = await claimToken(db, wanted);
      if (claim.state === 'ready') {
        const found = secrets.open(claim.sealed);
        if (found !== args.refused) return { state: 'ready', value: found };
        await dropToken(db, { ...wanted, sealed: claim.sealed });
        claim = await claimToken(db, wanted);
        if (claim.state === 'ready') return { state: 'ready', value: secrets.open(claim.sealed) };
      }
      if (claim.state === 'wait') return { state: 'wait', ms: WAIT_MS };
      if ((await countTokens(db, pluginId)) > MOST_TOKENS)
        throw new DomainError('too_large', { detail: `at most ${MOST_TOKENS} tokens` });
      return { state: 'refresh', lease: fresh };
    },
  }),
  'tokens.keep': coreMethod({
    permission: 'net',
    args: z.object({
      key,
      lease,
      value,
      expiresInS: z
        .number()
        .min(0)
        .max(366 * 24 * 60 * 60),
    }),
    handle: ({ value, expiresInS, ...args }, { pluginId }) => {
      const goodForMs = expiresInS * 1_000 - Math.min(MARGIN_MS, expiresInS * 100);
      return keepToken(db, { pluginId, ...args, sealed: secrets.seal(value), goodForMs });
    },
  }),
  'tokens.release': coreMethod({
    permission: 'net',
    args: z.object({ key, lease }),
    handle: (args, { pluginId }) => releaseLease(db, { pluginId, ...args }),
  }),
});
