import { z } from 'zod';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { parseCursor } from '../conversations/index.ts';
import { type CoreMethods, coreMethod } from '../plugins/index.ts';
import { findConversationView, listConversationViews } from './desk-views.store.ts';
import { pageOf } from './page-of.ts';
import type { Callers } from './service-parts.ts';

/** `conversations.*`: what lies in the plugin's part of the organization. */
export const createConversationMethods = (db: Database, { scopeOf }: Callers): CoreMethods => ({
  'conversations.get': coreMethod({
    permission: 'conversations:read',
    args: z.object({ id: z.uuid() }),
    handle: async ({ id }, caller) => (await findConversationView(db, await scopeOf(caller), id)) ?? null,
  }),
  'conversations.list': coreMethod({
    permission: 'conversations:read',
    args: z.object({
      state: z.enum(['bot', 'waiting', 'active', 'closed']).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.int().min(1).max(100).default(50),
    }),
    handle: async ({ state, cursor, limit }, caller) => {
      const after = cursor === undefined ? null : parseCursor(cursor);
      const found = await listConversationViews(db, await scopeOf(caller), { state, after, limit: limit + 1 });
      return pageOf(found, limit, ({ createdAt, id }) => `${new Date(createdAt).toISOString()}_${id}`);
    },
  }),
});

/**
 * A conversation that the caller may see.
 * @throws {DomainError} not_found
 */
export const accessView = async (db: Database, scope: { path: string }, id: string) => {
  const found = await findConversationView(db, scope, id);
  if (!found) throw new DomainError('not_found', { detail: 'no such conversation' });
  return found;
};
