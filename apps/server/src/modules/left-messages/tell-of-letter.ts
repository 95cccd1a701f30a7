import type { QueuedMail, Settlement } from '../../platform/mail/index.ts';
import type { Actor, SystemActor, UseCaseContext } from '../access/index.ts';
import { nextInStream, streamEvent } from '../conversations/index.ts';

export interface LetterNews {
  readonly messageSeqs: number[];
  readonly state: Settlement['state'];
  readonly reason: string | null;
}

/** The thread says what became of an answer as a letter. Visitors hear nothing of it. */
export async function tellOfLetter(
  ctx: UseCaseContext<Actor>,
  conversationId: string,
  { messageSeqs, state, reason }: LetterNews,
): Promise<void> {
  const row = await ctx.tx
    .updateTable('conversations')
    .set(nextInStream())
    .where('id', '=', conversationId)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (row) ctx.emit(streamEvent('conversation.answer_mailed', row, { messageSeqs, state, reason }));
}

/** What the outbox has settled. Of attempts that come to nothing for now the first one is told. */
export async function tellOfSettlement(
  ctx: UseCaseContext<SystemActor>,
  { mail, to }: { mail: QueuedMail; to: Settlement },
): Promise<void> {
  if (to.state === 'waiting' && mail.attempt > 1) return;
  const { messageSeqs } = mail.payload as { messageSeqs: number[] };
  await tellOfLetter(ctx, mail.subjectId, { messageSeqs, state: to.state, reason: to.reason });
}
