import type { Http } from '@cskefu/client';
import type { Conversation, EventPage } from '@cskefu/contract';
import { expect, test } from 'vitest';
import { began, buildConversation, buildEvents, buildThread, said, wrote } from '../testing/build-thread.ts';
import { loadEarlier } from './load-earlier.ts';

interface Desk {
  readonly conversations?: Conversation[];
  readonly page?: EventPage;
}

/** The list is given two at a time, as pages with cursors. */
const desk = ({ conversations = [], page }: Desk): Http => {
  const request = async (key: string, input: { query?: { cursor?: string } }) => {
    if (key === 'GET /api/conversations/:id/events') return page;
    const start = Number(input.query?.cursor ?? 0);
    const next = start + 2 < conversations.length ? `${start + 2}` : null;
    return { items: conversations.slice(start, start + 2), nextCursor: next };
  };
  return { request } as unknown as Http;
};

const events = buildEvents([began, wrote('一'), said('二'), said('三')]);
const newest = { events: events.slice(2), hasEarlier: true, hasLater: false };

test('earlier events of the same conversation come first', async () => {
  const thread = { ...buildThread([]), events: newest.events, hasEarlier: true, seq: 4 };
  const page = { events: events.slice(0, 2), hasEarlier: false, hasLater: true };
  const { addTo, more } = await loadEarlier(desk({ page }), thread);
  const [filled] = addTo([thread]);
  expect(filled?.events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
  expect(more).toBe(true);
});

test('then the conversation before it, wherever it stands in the list', async () => {
  const conversations = ['c4', 'c3', 'c2', 'c1'].map((id) => buildConversation({ id }));
  const oldest = buildThread([began], { id: 'c2' });
  const { addTo } = await loadEarlier(desk({ conversations, page: { ...newest, events } }), oldest);
  expect(addTo([oldest]).map((thread) => thread.conversation.id)).toEqual(['c1', 'c2']);
});

test('before the first conversation there is nothing', async () => {
  const oldest = buildThread([began], { id: 'c1' });
  expect((await loadEarlier(desk({ conversations: [buildConversation({ id: 'c1' })] }), oldest)).more).toBe(false);
  expect((await loadEarlier(desk({}), undefined)).more).toBe(false);
});

test('what came in while the page was fetched is kept', async () => {
  const conversations = ['c2', 'c1'].map((id) => buildConversation({ id }));
  const oldest = buildThread([began], { id: 'c2' });
  const { addTo } = await loadEarlier(desk({ conversations, page: newest }), oldest);
  const meanwhile = buildThread([began, said('新')], { id: 'c2' });
  expect(addTo([meanwhile])[1]).toBe(meanwhile);
});
