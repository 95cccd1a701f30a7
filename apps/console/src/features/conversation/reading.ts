import type { Thread } from '@cskefu/client';
import { useEffect } from 'react';
import { useDesk, useRealtimeStatus } from '../../app/realtime/desk-context.tsx';
import { useAttention } from '../../lib/attention.ts';

/** The newest position that the visitor has reached with a message. */
const lastVisitorWord = ({ events }: Thread): number =>
  events.findLast((event) => event.type === 'message.created' && event.message.author.kind === 'visitor')?.seq ?? 0;

/** Tells that what is on the screen has been read: by the agent who serves it, looking at it, at its end. */
export const useReading = (thread: Thread, atEnd: boolean) => {
  const { accountId, following } = useDesk();
  const online = useRealtimeStatus() === 'online';
  const looking = useAttention();
  const { conversation, seq } = thread;
  const mine = conversation.state === 'active' && conversation.agent?.id === accountId;
  const unread = lastVisitorWord(thread) > conversation.reads.agent;
  const reads = mine && online && looking && atEnd && unread;
  useEffect(() => {
    if (reads) following.markRead(conversation.id, seq);
  }, [reads, following, conversation.id, seq]);
};
