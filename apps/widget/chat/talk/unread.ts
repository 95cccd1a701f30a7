import type { Thread } from '@cskefu/client';
import type { Message } from '@cskefu/contract';
import type { Threads } from './threads.ts';

const isIncoming = (message: Message): boolean => message.author.kind !== 'visitor';

const incoming = (thread: Thread | undefined): Message[] =>
  (thread?.events ?? []).flatMap((event) =>
    event.type === 'message.created' && isIncoming(event.message) ? [event.message] : [],
  );

/** Messages of the other side above the visitor's read mark, in the conversation that is open or was last. */
export const countUnread = (threads: Threads): number => {
  const thread = threads.at(-1);
  const mark = thread?.conversation.reads.visitor ?? 0;
  return incoming(thread).filter((message) => message.seq > mark).length;
};

/** The mark to send when everything on screen has been seen; null when the server knows. */
export const nextReadMark = (threads: Threads): { conversationId: string; seq: number } | null => {
  const thread = threads.at(-1);
  const newest = incoming(thread).at(-1);
  if (!thread || !newest || newest.seq <= thread.conversation.reads.visitor) return null;
  return { conversationId: thread.conversation.id, seq: newest.seq };
};
