import {
  applyEventToConversation,
  applyFrameToThread,
  applyInboxFrame,
  type Inbox,
  type Thread,
  threadFromSnapshot,
} from '@cskefu/client';
import type { Conversation, ServerFrame } from '@cskefu/contract';
import { expect } from 'vitest';
import type { TestAgent } from './test-desk.ts';

type InboxFrame = Extract<ServerFrame, { type: 'inbox' }>;

const VIEWS = ['mine', 'snoozed', 'waiting', 'closed'] as const;

/**
 * Realtime is proved, not believed: takes a snapshot of a conversation and of the agent's inbox, performs an action, applies the
 * frames that came with the reducers that browsers use, fetches everything again, and both must be equal.
 */
export async function expectEventsMatchRefetch(
  agent: TestAgent,
  conversationId: string,
  action: () => Promise<unknown>,
): Promise<void> {
  const before = await fetchThread(agent, conversationId);
  const inboxBefore = await fetchInbox(agent);
  const socket = await agent.connect();
  socket.send({ type: 'subscribe', conversationId, after: before.seq });
  await socket.frame('subscribed');

  await action();

  const after = await fetchThread(agent, conversationId);
  await expect
    .poll(() => frames(socket.frames).reduce<Thread>(applyFrameToThread, before), { timeout: 3_000, interval: 20 })
    .toEqual(after);
  const row = eventsOf(socket.frames).reduce<Conversation>(applyEventToConversation, before.conversation);
  expect({ ...row, unread: after.conversation.unread, reads: after.conversation.reads }).toEqual(after.conversation);
  const inboxAfter = await fetchInbox(agent);
  const apply = (inbox: Inbox, frame: InboxFrame) => applyInboxFrame(inbox, frame, { accountId: agent.id });
  await expect
    .poll(() => socket.frames.filter((frame) => frame.type === 'inbox').reduce(apply, inboxBefore), {
      timeout: 3_000,
      interval: 20,
    })
    .toEqual(inboxAfter);
  await socket.close();
}

const frames = (all: ServerFrame[]) => all.filter((frame) => frame.type === 'event' || frame.type === 'read');
const eventsOf = (all: ServerFrame[]) => all.flatMap((frame) => (frame.type === 'event' ? [frame.event] : []));

async function fetchThread(agent: TestAgent, id: string): Promise<Thread> {
  const conversation = await agent.http.request('GET /api/conversations/:id', { params: { id } });
  const page = await agent.http.request('GET /api/conversations/:id/events', { params: { id }, query: { limit: 200 } });
  return threadFromSnapshot(conversation, page);
}

async function fetchInbox(agent: TestAgent): Promise<Inbox> {
  const pages = await Promise.all(
    VIEWS.map((view) => agent.http.request('GET /api/conversations', { query: { view } })),
  );
  const rows = pages.flatMap((page) => page.items);
  return {
    rows: Object.fromEntries(rows.map((row) => [row.id, row])),
    counts: pages[0]?.counts ?? { mine: 0, snoozed: 0, waiting: 0 },
  };
}
