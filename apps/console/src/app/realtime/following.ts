import {
  applyFrameToThread,
  applyRead,
  needsCatchUp,
  type Realtime,
  type ResumePoint,
  type Thread,
  threadFromSnapshot,
} from '@cskefu/client';
import type { Conversation, ServerFrame } from '@cskefu/contract';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { http } from '../http.ts';
import { threadKey } from './keys.ts';

export interface Following {
  /** Keeps the thread live while it is shown; call the answer to stop. */
  follow: (conversationId: string) => () => void;
  /** For the greeting of a connection. */
  resumePoints: () => ResumePoint[];
  /** The greeting was answered: asks for what came on the screen meanwhile, too late for it. */
  welcomed: () => void;
  applyToThread: (conversationId: string, frame: ServerFrame) => void;
  /** We have seen everything up to `seq`. */
  markRead: (conversationId: string, seq: number) => void;
  /** A whole head that an act of ours was answered with. */
  put: (conversation: Conversation) => void;
  /** Too much was missed to be sent again: fetch the thread anew. */
  startOver: (conversationId: string) => void;
  /** It does not exist for us any more. */
  lost: (conversationId: string) => void;
}

const PAGE = 60;

const fetchThread = async (id: string): Promise<Thread> => {
  const [conversation, page] = await Promise.all([
    http.request('GET /api/conversations/:id', { params: { id } }),
    http.request('GET /api/conversations/:id/events', { params: { id }, query: { limit: PAGE } }),
  ]);
  return threadFromSnapshot(conversation, page);
};

export const threadQuery = (conversationId: string) =>
  queryOptions({
    queryKey: threadKey(conversationId),
    queryFn: () => fetchThread(conversationId),
    staleTime: Number.POSITIVE_INFINITY,
    // The reducers keep what has not changed; comparing ten thousand events once more would only cost time.
    structuralSharing: false,
    gcTime: 10 * 60_000,
  });

interface Options {
  queryClient: QueryClient;
  realtime: Realtime;
  /** Our own act changed the head of a conversation; its row in the lists should follow. */
  onHead: (conversation: Conversation) => void;
}

export const createFollowing = ({ queryClient, realtime, onHead }: Options): Following => {
  const followed = new Map<string, number>();
  let greetedWith = new Set<string>();
  const threadOf = (id: string) => queryClient.getQueryData<Thread>(threadKey(id));

  const subscribe = (id: string) => {
    const thread = threadOf(id);
    if (thread && followed.has(id)) realtime.send({ type: 'subscribe', conversationId: id, after: thread.seq });
  };

  const fetchAnew = async (id: string) => {
    await queryClient.invalidateQueries({ queryKey: threadKey(id) });
    subscribe(id);
  };

  return {
    follow: (id) => {
      followed.set(id, (followed.get(id) ?? 0) + 1);
      subscribe(id);
      return () => {
        const left = (followed.get(id) ?? 1) - 1;
        if (left > 0) followed.set(id, left);
        else if (followed.delete(id)) realtime.send({ type: 'unsubscribe', conversationId: id });
      };
    },
    resumePoints: () => {
      const points = [...followed.keys()].flatMap((conversationId) => {
        const thread = threadOf(conversationId);
        return thread ? [{ conversationId, after: thread.seq }] : [];
      });
      greetedWith = new Set(points.map(({ conversationId }) => conversationId));
      return points;
    },
    welcomed: () => {
      for (const id of followed.keys()) if (!greetedWith.has(id)) subscribe(id);
    },
    applyToThread: (id, frame) => {
      const thread = threadOf(id);
      if (!thread) return;
      if (frame.type === 'event' && needsCatchUp(thread, frame.event)) return subscribe(id);
      const next = applyFrameToThread(thread, frame);
      if (next !== thread) queryClient.setQueryData<Thread>(threadKey(id), next);
    },
    markRead: (id, seq) => {
      const thread = threadOf(id);
      if (!thread || !realtime.send({ type: 'read', conversationId: id, seq })) return;
      const read = applyRead(thread, { by: 'agent', seq });
      queryClient.setQueryData<Thread>(threadKey(id), read);
      onHead(read.conversation);
    },
    put: (conversation) => {
      const thread = threadOf(conversation.id);
      if (!thread || conversation.seq < thread.conversation.seq) return;
      queryClient.setQueryData<Thread>(threadKey(conversation.id), { ...thread, conversation });
    },
    startOver: (id) => void fetchAnew(id),
    lost: (id) => void queryClient.resetQueries({ queryKey: threadKey(id) }),
  };
};
