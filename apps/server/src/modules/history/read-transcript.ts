import type { Conversation, EventPage } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessInHistory, readPage } from '../conversations/index.ts';

interface TranscriptQuery {
  readonly id: string;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** A conversation and a stretch of its stream; from the beginning, unless something else is asked for. */
export async function readTranscript(
  ctx: UseCaseContext<AccountActor>,
  { id, before, after, limit }: TranscriptQuery,
): Promise<EventPage & { conversation: Conversation }> {
  if (before !== undefined && after !== undefined) {
    throw new DomainError('invalid_input', { issues: [{ path: 'after', message: 'cannot go together with before' }] });
  }
  const conversation = await accessInHistory(ctx, id);
  const from = before === undefined ? (after ?? 0) : undefined;
  return { conversation, ...(await readPage(ctx, id, conversation.seq, { before, after: from, limit })) };
}
