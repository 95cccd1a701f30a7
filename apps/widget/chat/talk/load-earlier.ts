import { type Http, prependPage, type Thread, threadFromSnapshot } from '@cskefu/client';
import type { Conversation } from '@cskefu/contract';
import { findThread, putThread, type Threads } from './threads.ts';

const PAGE = 30;

export interface Earlier {
  /** Adds what was loaded to the threads as they are by now. */
  readonly addTo: (threads: Threads) => Threads;
  /** There may be more before it. */
  readonly more: boolean;
}

const nothing: Earlier = { addTo: (threads) => threads, more: false };

/** One step back: earlier events of the oldest conversation on screen, then the conversation before it. */
export const loadEarlier = async (http: Http, oldest: Thread | undefined): Promise<Earlier> => {
  if (!oldest) return nothing;
  return oldest.hasEarlier ? loadEventsBefore(http, oldest) : loadConversationBefore(http, oldest);
};

const loadEventsBefore = async (http: Http, { conversation: { id }, events, seq }: Thread): Promise<Earlier> => {
  const page = await http.request('GET /api/conversations/:id/events', {
    params: { id },
    query: { before: events[0]?.seq ?? seq + 1, limit: PAGE },
  });
  const addTo = (threads: Threads) => {
    const thread = findThread(threads, id);
    return thread ? putThread(threads, prependPage(thread, page)) : threads;
  };
  return { addTo, more: true };
};

const loadConversationBefore = async (http: Http, oldest: Thread): Promise<Earlier> => {
  const conversation = await findConversationBefore(http, oldest.conversation.id);
  if (!conversation) return nothing;
  const thread = await fetchThread(http, conversation);
  return {
    addTo: (threads) => (findThread(threads, conversation.id) ? threads : [thread, ...threads]),
    more: true,
  };
};

/** The newest stretch of a conversation. */
export const fetchThread = async (http: Http, conversation: Conversation): Promise<Thread> => {
  const page = await http.request('GET /api/conversations/:id/events', {
    params: { id: conversation.id },
    query: { limit: PAGE },
  });
  return threadFromSnapshot(conversation, page);
};

/** The list is newest first: the one after the oldest that is on screen. */
const findConversationBefore = async (http: Http, id: string): Promise<Conversation | null> => {
  let cursor: string | null = '';
  let passed = false;
  while (cursor !== null) {
    const page = await listConversations(http, cursor);
    for (const conversation of page.items) {
      if (passed) return conversation;
      passed = conversation.id === id;
    }
    cursor = page.nextCursor;
  }
  return null;
};

const listConversations = (http: Http, cursor: string) =>
  http.request('GET /api/visitor/conversations', { query: cursor ? { cursor } : {} });
