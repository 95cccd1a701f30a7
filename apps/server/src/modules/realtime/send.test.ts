import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk, closeTalk, countTo, seqsAt, textsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '李四' });
});
afterAll(() => desk.stop());

describe('writing', () => {
  test('is acknowledged to its author, and told to their other tab and to the other side', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const [here, there] = await Promise.all([visitor.connect(), visitor.connect()]);
    const desktop = await agent.connect([{ conversationId, after: 0 }]);
    await desktop.frame('subscribed');
    const id = here.say('你们几点关门？');
    const ack = await here.frame('ack');
    expect(ack).toMatchObject({ id, conversationId, seq: 5 });
    for (const socket of [here, there, desktop]) {
      const { event } = await socket.frame('event', (frame) => frame.event.seq === 5);
      expect(event).toMatchObject({
        at: ack.at,
        message: { id, text: '你们几点关门？', author: { kind: 'visitor', id: visitor.id } },
      });
    }
    const answer = desktop.say('晚上八点', { conversationId });
    await desktop.frame('ack', (frame) => frame.id === answer);
    for (const socket of [here, there, desktop]) {
      const { event } = await socket.frame('event', (frame) => frame.event.seq === 6);
      expect(event).toMatchObject({ message: { id: answer, author: { kind: 'agent', id: agent.id, name: '李四' } } });
    }
    await Promise.all([here, there, desktop].map((socket) => socket.close()));
  });

  test('again with the same id, on any connection, gets the first answer and stores nothing', async () => {
    const visitor = await desk.buildVisitor();
    const [here, there] = await Promise.all([visitor.connect(), visitor.connect()]);
    const id = here.say('只说一次');
    const first = await here.frame('ack');
    there.say('只说一次', { id });
    expect(await there.frame('ack')).toEqual(first);
    here.say('下一句');
    await there.frame('event', ({ event }) => event.seq === 4);
    expect(textsAt(there, first.conversationId)).toEqual(['只说一次', '下一句']);
    await Promise.all([here.close(), there.close()]);
  });

  test("the id of somebody else's message is refused", async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const id = newId();
    await visitorSays(await desk.buildVisitor(), '我的', id);
    const [visitor, desktop] = await Promise.all([(await desk.buildVisitor()).connect(), agent.connect()]);
    visitor.say('你的', { id });
    desktop.say('你的', { id, conversationId });
    for (const socket of [visitor, desktop])
      expect(await socket.frame('error')).toMatchObject({ id, code: 'id_taken' });
    await Promise.all([visitor.close(), desktop.close()]);
  });

  test('an agent writes neither into a waiting nor into a closed conversation, nor nowhere', async () => {
    const desktop = await agent.connect();
    const { conversationId: waiting } = await beginTalk(desk);
    const { conversationId: closed } = await beginTalk(desk, { agent });
    await closeTalk(agent, closed);
    for (const [conversationId, code] of [
      [waiting, 'conflict'],
      [closed, 'conversation_closed'],
      [newId(), 'not_found'],
    ] as const) {
      const id = desktop.say('您好', { conversationId });
      expect(await desktop.frame('error', (frame) => frame.id === id)).toMatchObject({ code });
    }
    const id = desktop.say('您好');
    expect(await desktop.frame('error', (frame) => frame.id === id)).toMatchObject({ code: 'invalid_input' });
    await desktop.close();
  });
});

describe('the size of a message', () => {
  test('ten thousand characters are stored, whatever they are; one more is refused', async () => {
    const visitor = await desk.buildVisitor();
    const socket = await visitor.connect();
    for (const text of ['字'.repeat(10_000), '\u{1F44B}'.repeat(5_000), '"'.repeat(10_000)]) {
      const id = socket.say(text);
      await socket.frame('ack', (ack) => ack.id === id);
      const { event } = await socket.frame(
        'event',
        (frame) => frame.event.type === 'message.created' && frame.event.message.id === id,
      );
      expect(event).toMatchObject({ message: { text } });
    }
    const id = socket.say('字'.repeat(10_001));
    expect(await socket.frame('error')).toMatchObject({ id, code: 'invalid_input' });
    await socket.close();
  });

  test('blank words and U+0000 are refused by their id, without harm to what follows', async () => {
    const socket = await (await desk.buildVisitor()).connect();
    for (const text of ['', ' \n\t', 'a\u0000b']) {
      const id = socket.say(text);
      expect(await socket.frame('error', (frame) => frame.id === id)).toMatchObject({ code: 'invalid_input' });
    }
    const id = socket.say('好');
    expect(await socket.frame('ack')).toMatchObject({ id, seq: 3 });
    await socket.close();
  });

  test('half a character is made whole: everybody sees what is stored', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const [socket, desktop] = [await visitor.connect(), await agent.connect([{ conversationId, after: 0 }])];
    await desktop.frame('subscribed');
    socket.say('半个\ud83d表情');
    const { event } = await desktop.frame('event', (frame) => frame.event.seq === 5);
    const page = await agent.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
    expect(event).toEqual(page.events.at(-1));
    await Promise.all([socket.close(), desktop.close()]);
  });
});

describe('many words at once', () => {
  test('keep the order in which they were written, from the very first', async () => {
    const socket = await (await desk.buildVisitor()).connect();
    const texts = countTo(32).map(String);
    const ids = texts.map((text) => socket.say(text));
    const acks = await Promise.all(ids.map((id) => socket.frame('ack', (ack) => ack.id === id)));
    expect(acks.map((ack) => ack.seq)).toEqual(countTo(34, 3));
    const [{ conversationId }] = acks as [(typeof acks)[number]];
    await socket.frame('event', ({ event }) => event.seq === 34);
    expect(textsAt(socket, conversationId)).toEqual(texts);
    expect(seqsAt(socket, conversationId)).toEqual(countTo(34));
    await socket.close();
  });

  test('more than 32 without an answer are refused for now, and none of the later ones overtakes', async () => {
    const socket = await (await desk.buildVisitor()).connect();
    const ids = countTo(80).map((number) => socket.say(`${number}`));
    const answers = await Promise.all(
      ids.map((id) =>
        Promise.race([socket.frame('ack', (ack) => ack.id === id), socket.frame('error', (error) => error.id === id)]),
      ),
    );
    const refused = answers.flatMap((answer) => (answer.type === 'error' ? [answer.code] : []));
    expect(refused[0]).toBe('too_many_in_flight');
    const taken = answers.map((answer) => answer.type === 'ack');
    expect(taken.lastIndexOf(true)).toBeLessThan(taken.indexOf(false));
    expect(taken.filter(Boolean)).toHaveLength(32);
    await socket.close();
  });
});
