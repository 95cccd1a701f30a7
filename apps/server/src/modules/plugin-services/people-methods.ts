import { z } from 'zod';
import type { Database } from '../../platform/database/index.ts';
import { type CoreMethods, coreMethod } from '../plugins/index.ts';
import { accessView } from './conversation-methods.ts';
import { findContactIdOfVisitor, findContactView, listAgentViews } from './desk-views.store.ts';
import { pageOf } from './page-of.ts';
import type { Callers } from './service-parts.ts';

/** `contacts.*` and `agents.*`. */
export const createPeopleMethods = (db: Database, { scopeOf }: Callers): CoreMethods => ({
  'contacts.ofConversation': coreMethod({
    permission: 'contacts:read',
    args: z.object({ conversationId: z.uuid() }),
    handle: async ({ conversationId }, caller) => {
      const scope = await scopeOf(caller);
      const { visitorId } = await accessView(db, scope, conversationId);
      const contactId = await findContactIdOfVisitor(db, visitorId);
      return (contactId && (await findContactView(db, scope, contactId))) || null;
    },
  }),
  'contacts.get': coreMethod({
    permission: 'contacts:read',
    args: z.object({ id: z.uuid() }),
    handle: async ({ id }, caller) => (await findContactView(db, await scopeOf(caller), id)) ?? null,
  }),
  'agents.list': coreMethod({
    permission: 'agents:read',
    args: z.object({ cursor: z.uuid().optional(), limit: z.int().min(1).max(100).default(50) }),
    handle: async ({ cursor, limit }, caller) => {
      const found = await listAgentViews(db, await scopeOf(caller), { after: cursor, limit: limit + 1 });
      return pageOf(found, limit, ({ id }) => id);
    },
  }),
});
