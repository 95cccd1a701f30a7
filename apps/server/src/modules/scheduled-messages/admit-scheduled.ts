import { isDeepStrictEqual } from 'node:util';
import type { MessageDraft } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { MessageWriter } from '../conversations/index.ts';
import { type ScheduledRow, selectScheduled } from './scheduled-messages.store.ts';

/** What plugins said before it is sent; undefined where nobody was asked. */
export type Admission =
  | { readonly about: unknown; readonly draft: MessageDraft }
  | { readonly about: unknown; readonly error: unknown }
  | undefined;

/** Asks before the transaction in which it is sent. Never throws. */
export async function admitScheduled(
  { db, writer }: { db: Database; writer: MessageWriter },
  id: string,
  ownerId?: string,
): Promise<Admission> {
  if (!writer.gate?.isAsked('message.beforeSend')) return undefined;
  const row = await selectScheduled(db).where('id', '=', id).executeTakeFirst();
  // Whoever does not own it is told so where it is sent.
  if (!row || row.failure !== null || (ownerId !== undefined && row.account_id !== ownerId)) return undefined;
  const draft = row.draft as unknown as MessageDraft;
  try {
    const name = (await db.selectFrom('accounts').select('name').where('id', '=', row.account_id).executeTakeFirst())
      ?.name;
    const author = { kind: 'agent', id: row.account_id, name: name ?? '' } as const;
    const admitted = await writer.gate.admit({ id, conversationId: row.conversation_id, author, draft });
    return { about: row.draft, draft: admitted ?? draft };
  } catch (error) {
    return { about: row.draft, error };
  }
}

/** @throws {DomainError} refused_by_plugin, held_for_review; busy: it was changed meanwhile */
export function admittedDraft(admission: Admission, row: ScheduledRow): MessageDraft {
  if (!admission) return row.draft as unknown as MessageDraft;
  if (!isDeepStrictEqual(admission.about, row.draft)) throw new DomainError('busy', { retryAfterMs: 500 });
  if ('error' in admission) throw admission.error;
  return admission.draft;
}
