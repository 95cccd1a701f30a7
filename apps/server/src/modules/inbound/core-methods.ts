import { z } from 'zod';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { findChannel } from '../channels/index.ts';
import { type CoreMethods, coreMethod } from '../plugins/index.ts';
import { keepCursor } from './channel-leases.store.ts';
import { insertRequest } from './requests.store.ts';

const MAX_BYTES = 200_000;
const strings = z.record(z.string().max(200), z.string().max(8_000));

const inbound = z.object({
  channelId: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  raw: z.object({
    method: z.string().max(10),
    path: z.string().max(2_000),
    query: strings,
    headers: strings,
    body: z.instanceof(Uint8Array).refine((body) => body.byteLength <= MAX_BYTES, { message: 'at most 200 KB' }),
    receivedAt: z.number(),
  }),
  cursor: z.string().max(2_000).optional(),
});

/** `channel.inbound`: what a plugin has fetched from its provider, for the channels of that plugin only. Stored before it is answered. */
export const createInboundMethods = ({
  db,
  onStored,
}: {
  readonly db: Database;
  readonly onStored: (channelId: string) => void;
}): CoreMethods => ({
  'channel.inbound': coreMethod({
    permission: null,
    args: inbound,
    handle: async ({ channelId, raw, cursor }, { pluginId }) => {
      const channel = await findChannel(db, channelId);
      if (!channel?.type.startsWith(`${pluginId}/`))
        throw new DomainError('not_found', { detail: 'no channel of yours' });
      await db.transaction().execute(async (tx) => {
        await insertRequest(tx, channelId, { ...raw, receivedAt: Date.now() });
        if (cursor !== undefined) await keepCursor(tx, channelId, cursor);
      });
      onStored(channelId);
      return null;
    },
  }),
});
