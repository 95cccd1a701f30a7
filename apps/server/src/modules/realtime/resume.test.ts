import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentSays, beginTalk, closeTalk, countTo, seqsAt, textsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
});
afterAll(() => desk.stop());

describe('a visitor who comes back', () => {
  test('gets exactly what was said meanwhile, then what is said now', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    for (const text of ['二', '三']) await agentSays(agent, conversationId, text);
    const socket = await visitor.connect([{ conversationId, after: 4 }]);
    const subscribed = await socket.frame('subscribed');
    expect(subscribed).toMatchObject({ conversationId, seq: 6, reads: { visitor: 3, agent: 6 } });
    expect(seqsAt(socket, conversationId)).toEqual([5, 6]);
    await agentSays(agent, conversationId, '四');
    await socket.frame('event', ({ event }) => event.seq === 7);
    expect(textsAt(socket, conversationId)).toEqual(['二', '三', '四']);
    await socket.close();
  });

  test('follows their open conversation from its beginning without asking, on every device', async () => {
    const { visitor, conversationId } = await beginTalk(desk);
    const devices = await Promise.all([visitor.connect(), visitor.connect()]);
    for (const device of devices) {
      await device.frame('subscribed', (frame) => frame.conversationId === conversationId);
      expect(seqsAt(device, conversationId)).toEqual([1, 2, 3]);
    }
    await Promise.all(devices.map((device) => device.close()));
  });

  test('hears of a conversation that begins on another device or over HTTP from its first event on', async () => {
    const visitor = await desk.buildVisitor();
    const [here, there] = await Promise.all([visitor.connect(), visitor.connect()]);
    const { conversationId } = await visitorSays(visitor, '我在手机上');
    for (const device of [here, there]) {
      await device.frame('event', ({ event }) => event.seq === 3);
      expect(seqsAt(device, conversationId)).toEqual([1, 2, 3]);
    }
    await agent.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
    await closeTalk(agent, conversationId);
    here.say('还有一个问题');
    const created = await there.frame(
      'event',
      ({ event }) => event.type === 'conversation.created' && event.conversationId !== conversationId,
    );
    await there.frame('event', ({ event }) => event.conversationId === created.event.conversationId && event.seq === 3);
    expect(seqsAt(there, created.event.conversationId)).toEqual([1, 2, 3]);
    expect(seqsAt(there, conversationId)).toEqual([1, 2, 3, 4, 5]);
    await Promise.all([here.close(), there.close()]);
  });

  test('gets the rest of a conversation that has ended, and the new one', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    await closeTalk(agent, conversationId);
    const { conversationId: second } = await visitorSays(visitor, '又来了');
    const socket = await visitor.connect([{ conversationId, after: 3 }]);
    await socket.frame('subscribed', (frame) => frame.conversationId === second);
    await socket.frame('subscribed', (frame) => frame.conversationId === conversationId);
    expect(seqsAt(socket, conversationId)).toEqual([4, 5]);
    expect(seqsAt(socket, second)).toEqual([1, 2, 3]);
    await socket.close();
  });

  test('gets what began and ended behind their back, and nothing that they had seen to its end', async () => {
    const { visitor, conversationId: first } = await beginTalk(desk, { agent });
    await closeTalk(agent, first);
    const missed: string[] = [];
    for (const text of ['没有回音', '还是没有']) {
      const { conversationId } = await visitorSays(visitor, text);
      await agent.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
      await agentSays(agent, conversationId, '您好');
      await closeTalk(agent, conversationId);
      missed.push(conversationId);
    }
    const socket = await visitor.connect([{ conversationId: first, after: 5 }]);
    await socket.frame('subscribed', (frame) => frame.conversationId === missed[1]);
    const order = socket.frames.flatMap((frame) => (frame.type === 'event' ? [frame.event.conversationId] : []));
    expect([...new Set(order)]).toEqual(missed);
    for (const conversationId of missed) expect(seqsAt(socket, conversationId)).toEqual(countTo(6));
    await socket.close();
  });
});

describe('an agent who comes back', () => {
  test('goes on with several conversations, each after its own number', async () => {
    const talks = await Promise.all(Array.from({ length: 6 }, () => beginTalk(desk)));
    for (const [index, { visitor }] of talks.entries()) {
      for (let more = 0; more < index; more += 1) await visitorSays(visitor, `${more}`);
    }
    const resume = talks.map(({ conversationId }, index) => ({ conversationId, after: index % 4 }));
    const socket = await agent.connect(resume);
    for (const [index, { conversationId, after }] of resume.entries()) {
      const { seq } = await socket.frame('subscribed', (frame) => frame.conversationId === conversationId);
      expect(seq).toBe(3 + index);
      expect(seqsAt(socket, conversationId)).toEqual(countTo(3 + index, after + 1));
    }
    await socket.close();
  });

  test('misses nothing that is said at the very moment of coming back, again and again', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const writer = await visitor.connect();
    const ids: string[] = [];
    let after = 0;
    const got: number[] = [];
    for (let round = 0; round < 15; round += 1) {
      for (let word = 0; word < 4; word += 1) ids.push(writer.say(`${round}.${word}`));
      const socket = await agent.connect([{ conversationId, after }]);
      ids.push(writer.say(`${round}.last`));
      await socket.frame('subscribed');
      await Promise.all(ids.slice(-2).map((id) => writer.frame('ack', (ack) => ack.id === id)));
      if (round === 14)
        await socket.frame('event', ({ event }) => event.type === 'message.created' && event.message.id === ids.at(-1));
      await socket.close();
      got.push(...seqsAt(socket, conversationId));
      after = got.at(-1) ?? 0;
    }
    expect(got).toEqual(countTo(4 + ids.length));
    await writer.close();
  });
});

describe('too much to send again', () => {
  test('whoever missed more than a thousand events is told to begin anew; one event less is sent', async () => {
    const { visitor, conversationId } = await beginTalk(desk);
    const said = new Date();
    const messages = countTo(1_001, 4).map((seq) => ({
      id: newId(),
      conversation_id: conversationId,
      seq,
      author_kind: 'visitor',
      author_id: visitor.id,
      author_name: '访客',
      kind: 'text',
      text: `${seq}`,
      created_at: said,
    }));
    await desk.db.insertInto('messages').values(messages).execute();
    await desk.db.updateTable('conversations').set({ last_seq: 1_001 }).where('id', '=', conversationId).execute();
    const socket = await agent.connect([{ conversationId, after: 0 }]);
    expect(await socket.frame('reset')).toEqual({ type: 'reset', conversationId, seq: 1_001 });
    expect(seqsAt(socket, conversationId)).toEqual([]);
    socket.send({ type: 'subscribe', conversationId, after: 1 });
    expect(await socket.frame('subscribed')).toMatchObject({ seq: 1_001 });
    expect(seqsAt(socket, conversationId)).toEqual(countTo(1_001, 2));
    await socket.close();
  });
});
