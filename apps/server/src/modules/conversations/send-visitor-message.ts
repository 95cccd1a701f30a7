import type { MessageDraft } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { RunUseCase, VisitorActor } from '../access/index.ts';
import type { MessageWriter } from './message-writer.ts';
import { openConversation } from './open-conversation.ts';
import { type StoredMessage, sendAndWait } from './send-message.ts';

export interface VisitorMessage {
  readonly id: string;
  readonly authorName: string;
  readonly draft: MessageDraft;
  /** Plugins have been asked. */
  readonly isAdmitted?: true;
}

/** A conversation may be closed between finding it and writing into it; not more often than this in a row. Then the author tries again. */
const ATTEMPTS = 3;
const BREATH_MS = 200;

/**
 * Writes as a visitor: into the open conversation, or a new one. A message that was stored before is found wherever it lies.
 * @throws {DomainError} refused_by_plugin, held_for_review, busy, unavailable, id_taken, channel_unavailable, not_found (its file)
 */
export async function sendVisitorMessage(
  dependencies: { db: Database; run: RunUseCase; writer: MessageWriter },
  actor: VisitorActor,
  message: VisitorMessage,
): Promise<StoredMessage> {
  const { id } = message;
  const author = { kind: 'visitor', id: actor.id, name: message.authorName } as const;
  if (message.draft.kind === 'note') throw new DomainError('invalid_input');
  const asked = message.isAdmitted
    ? undefined
    : dependencies.writer.gate?.admit({ ...message, author, conversationId: null, channelId: actor.channelId });
  const draft = (await asked) ?? message.draft;
  for (let attempt = 1; ; attempt += 1) {
    const known = await findMessageOf(dependencies.db, actor, id);
    if (known) return known;
    const beginning = await dependencies.writer.gate?.beforeCreate(actor);
    const { id: conversationId } = await dependencies.run(actor, openConversation, beginning);
    try {
      return await sendAndWait(dependencies, { id, conversationId, author, draft, isAdmitted: true });
    } catch (error) {
      const closedMeanwhile = error instanceof DomainError && error.code === 'conversation_closed';
      if (!closedMeanwhile) throw error;
      if (attempt >= ATTEMPTS) throw new DomainError('busy', { retryAfterMs: BREATH_MS });
    }
  }
}

/** Without this look, repeating a message after its conversation was closed would open an empty one. */
async function findMessageOf(db: Database, actor: VisitorActor, id: string): Promise<StoredMessage | undefined> {
  const row = await db
    .selectFrom('messages')
    .select(['conversation_id', 'seq', 'created_at', 'author_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.author_id !== actor.id) throw new DomainError('id_taken');
  return { id, conversationId: row.conversation_id, seq: row.seq, at: row.created_at };
}
