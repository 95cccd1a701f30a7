import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentSays, beginTalk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '张三' });
});
afterAll(() => desk.stop());

const answer = (who: TestAgent, conversationId: string, text: string, replyTo: number, id = newId()) =>
  who.http.request('POST /api/conversations/:id/messages', {
    params: { id: conversationId },
    body: { id, message: { kind: 'text', text, replyTo } },
  });
const eventsFor = (who: TestAgent | TestVisitor, id: string) =>
  who.http.request('GET /api/conversations/:id/events', { params: { id } });

describe('a message that answers another one', () => {
  test('says so to everybody, live and when it is read again', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const asked = await visitorSays(visitor, '蓝色的还有吗？');
    await visitorSays(visitor, '运费多少？');
    const socket = await visitor.connect([{ conversationId, after: 0 }]);
    const { seq } = await answer(agent, conversationId, '有的', asked.seq);
    const live = await socket.frame('event', ({ event }) => event.seq === seq);
    expect(live.event).toMatchObject({ message: { text: '有的', replyTo: asked.seq } });
    for (const side of [agent, visitor]) {
      const { events } = await eventsFor(side, conversationId);
      expect(events.at(-1)).toMatchObject({ message: { text: '有的', replyTo: asked.seq } });
      expect(events.at(-2)).not.toHaveProperty('message.replyTo');
    }
    await socket.close();
  });

  test('is kept in a batch with others, and one that names nothing before it answers nothing', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const asked = await visitorSays(visitor, '在吗');
    await Promise.all([
      answer(agent, conversationId, '一', asked.seq),
      agentSays(agent, conversationId, '二'),
      answer(agent, conversationId, '三', 999_999),
      visitor.http.request('POST /api/visitor/messages', {
        body: { id: newId(), message: { kind: 'text', text: '四', replyTo: asked.seq } },
      }),
    ]);
    const { events } = await eventsFor(agent, conversationId);
    const quoted = events.flatMap((event) =>
      event.type === 'message.created' && '一二三四'.includes(event.message.text ?? '?')
        ? [[event.message.text, event.message.replyTo]]
        : [],
    );
    expect(new Map(quoted as [string, number | undefined][])).toEqual(
      new Map([
        ['一', asked.seq],
        ['二', undefined],
        ['三', undefined],
        ['四', asked.seq],
      ]),
    );
  });
});
