import { MAX_TEXT_LENGTH } from '@cskefu/contract';
import type { MessageView } from '@cskefu/plugin-sdk';
import { z } from 'zod';
import type { Database } from '../../platform/database/index.ts';
import { findVoice, type MessageWriter, sendAndWait } from '../conversations/index.ts';
import { type CoreMethods, coreMethod, pluginAuthorId, pluginName } from '../plugins/index.ts';
import { accessView } from './conversation-methods.ts';
import { listMessageViews } from './desk-views.store.ts';
import { pageOf } from './page-of.ts';
import type { Callers } from './service-parts.ts';

/** As long as the name of an account may be. */
const MAX_NAME = 60;
const MAX_SEQ = 2_147_483_647;
/** An answer must pass the wire: 256 KB, where a character takes two bytes. */
const MOST_CHARACTERS = 80_000;

/** `messages.*`: a plugin reads what was said and speaks in its own name, through the one door for messages. */
export const createMessageMethods = (db: Database, writer: MessageWriter, callers: Callers): CoreMethods => ({
  'messages.list': coreMethod({
    permission: 'messages:read',
    args: z.object({
      conversationId: z.uuid(),
      after: z.int().min(0).max(MAX_SEQ).default(0),
      limit: z.int().min(1).max(100).default(50),
    }),
    handle: async ({ limit, ...wish }, caller) => {
      await accessView(db, await callers.scopeOf(caller), wish.conversationId);
      const found = await listMessageViews(db, { ...wish, limit: limit + 1 });
      return pageOf(found, Math.min(limit, countFitting(found)), ({ seq }) => String(seq));
    },
  }),
  'messages.write': coreMethod({
    permission: 'messages:write',
    args: z.object({
      id: z.uuid().toLowerCase(),
      conversationId: z.uuid().toLowerCase(),
      text: z
        .string()
        .max(MAX_TEXT_LENGTH)
        .refine((text) => text.trim().length > 0 && !text.includes('\u0000'), { message: 'must not be blank' })
        .transform((text) => text.toWellFormed()),
    }),
    handle: async ({ id, conversationId, text }, caller) => {
      await accessView(db, await callers.scopeOf(caller), conversationId);
      const { locale = 'zh-CN' } = (await findVoice(db, conversationId)) ?? {};
      const name = [...pluginName(callers.pluginOf(caller), locale)].slice(0, MAX_NAME).join('');
      const author = { kind: 'bot', id: pluginAuthorId(caller.pluginId), name } as const;
      await sendAndWait({ db, writer }, { id, conversationId, author, draft: { kind: 'text', text } });
    },
  }),
});

/** How many of these go into one answer; one always does. */
const countFitting = (found: readonly MessageView[]): number => {
  let characters = 0;
  const over = found.findIndex(({ text }) => {
    characters += text?.length ?? 0;
    return characters > MOST_CHARACTERS;
  });
  return over === -1 ? found.length : Math.max(1, over);
};
