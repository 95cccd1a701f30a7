import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk } from '../../testing/talk.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';
import type { TestSocket } from '../../testing/test-socket.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk({ variables: { VISITOR_MESSAGES_PER_MINUTE: '5' } });
});
afterAll(() => desk.stop());

const answerTo = (socket: TestSocket, id: string) =>
  Promise.race([socket.frame('ack', (ack) => ack.id === id), socket.frame('error', (error) => error.id === id)]);

describe('a visitor who writes too much', () => {
  test('is told when to go on, and nothing overtakes the words that were refused', async () => {
    const socket = await (await desk.buildVisitor()).connect();
    const ids = ['1', '2', '3', '4', '5', '6', '7'].map((text) => socket.say(text));
    const answers = await Promise.all(ids.map((id) => answerTo(socket, id)));
    expect(answers.map((answer) => (answer.type === 'error' ? answer.code : answer.type))).toEqual([
      'ack',
      'ack',
      'ack',
      'ack',
      'ack',
      'rate_limited',
      'busy',
    ]);
    const [sixth, seventh] = answers.slice(5);
    expect(sixth).toMatchObject({ retryAfterMs: expect.any(Number) });
    expect(seventh).toMatchObject({ detail: expect.stringContaining('earlier') });
    // Whatever comes of this round stays refused, the seventh alone, too.
    const before = socket.frames.length;
    socket.say('7', { id: ids[6] ?? '' });
    await expect
      .poll(() => socket.frames.slice(before).find((frame) => frame.type === 'error'))
      .toMatchObject({ id: ids[6], code: 'busy' });
    await socket.close();
  });

  test('an agent is not limited', async () => {
    const agent = await desk.buildAgent();
    const { conversationId } = await beginTalk(desk, { agent });
    const socket = await agent.connect();
    const ids = Array.from({ length: 20 }, () => socket.say('好的', { conversationId }));
    for (const id of ids) await socket.frame('ack', (ack) => ack.id === id);
    await socket.close();
  });
});
