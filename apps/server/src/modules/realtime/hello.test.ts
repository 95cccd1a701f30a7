import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { openRawSocket, openSocket } from '../../testing/test-socket.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '张三' });
});
afterAll(() => desk.stop());

const hello = (token?: string, protocol = 1) => ({ type: 'hello' as const, protocol, ...(token ? { token } : {}) });

/** The close code of a connection that says these words first. */
async function refusal(words: ReturnType<typeof hello>, headers: Record<string, string> = {}): Promise<number> {
  const socket = await openRawSocket(desk.port, headers);
  socket.send(words);
  return socket.closed;
}

describe('who gets in', () => {
  test('a visitor by token, an account by the cookie of its session', async () => {
    const visitor = await desk.buildVisitor();
    const [left, right] = await Promise.all([visitor.connect(), agent.connect()]);
    expect(await left.frame('welcome')).toMatchObject({ protocol: 1, you: { kind: 'visitor', id: visitor.id } });
    expect(await right.frame('welcome')).toMatchObject({
      you: { kind: 'agent', id: agent.id, name: '张三' },
      maxInFlight: 32,
    });
    await Promise.all([left.close(), right.close()]);
  });

  test('a program that is no browser may bring the cookie without an origin', async () => {
    const socket = await openSocket(desk.port, {}, { cookie: agent.cookie });
    await socket.close();
  });

  test('what is sent right behind the hello is done once the door is open, in order', async () => {
    const { token } = await desk.buildVisitor();
    const socket = await openRawSocket(desk.port);
    socket.send(hello(token));
    const ids = ['一', '二', '三'].map((text) => socket.say(text));
    const acks = await Promise.all(ids.map((id) => socket.frame('ack', (ack) => ack.id === id)));
    expect(acks.map((ack) => ack.seq)).toEqual([3, 4, 5]);
    expect(socket.frames[0]?.type).toBe('welcome');
    await socket.close();
  });
});

describe('an account without a role', () => {
  test('gets in, hears of no conversation, and hears at once that it was given one', async () => {
    const administrator = await desk.buildAccount({ administrator: true });
    const person = await desk.buildAccount();
    const socket = await person.connect();
    const visitor = await desk.buildVisitor();
    const receipt = await visitor.http.request('POST /api/visitor/messages', {
      body: { id: randomUUID(), message: { kind: 'text', text: '在吗？' } },
    });
    socket.send({ type: 'subscribe', conversationId: receipt.conversationId, after: 0 });
    expect((await socket.frame('error')).code).toBe('not_found');
    const { items } = await administrator.http.request('GET /api/roles');
    const role = items.find(({ builtIn }) => builtIn === 'agent');
    await administrator.http.request('POST /api/roles/:id/members', {
      params: { id: role?.id ?? 0 },
      body: { accountIds: [person.id] },
    });
    expect((await socket.frame('bye')).reason).toBe('access_changed');
    expect(socket.frames.filter(({ type }) => type === 'inbox')).toEqual([]);
  });
});

describe('who does not', () => {
  test('a token that is not ours, is cut short, or belongs to nobody', async () => {
    const { token } = await desk.buildVisitor();
    for (const wrong of ['nonsense', token.slice(0, -2), `${token}.x`, token.replace(/^./, 'x')]) {
      expect(await refusal(hello(wrong))).toBe(4003);
    }
    const gone = await desk.buildVisitor();
    await desk.db.deleteFrom('visitors').where('id', '=', gone.id).execute();
    expect(await refusal(hello(gone.token))).toBe(4003);
  });

  test('nobody: neither token nor cookie', async () => {
    expect(await refusal(hello())).toBe(4003);
  });

  test('a cookie that a page of another site brings along', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${desk.port + 1}`,
      `https://127.0.0.1:${desk.port}.evil.example`,
    ]) {
      expect(await refusal(hello(), { cookie: agent.cookie, origin })).toBe(4003);
    }
  });

  test('an account that must choose a new password first, one that is switched off', async () => {
    const fresh = await desk.buildAgent({ mustChangePassword: true });
    const gone = await desk.buildAgent();
    await desk.db.updateTable('accounts').set({ disabled_at: new Date() }).where('id', '=', gone.id).execute();
    for (const { cookie } of [fresh, gone]) expect(await refusal(hello(), { cookie, origin: desk.url })).toBe(4003);
  });

  test('a cookie whose signature was tampered with', async () => {
    const cookie = agent.cookie.replace(/=./, (start) => (start === '=A' ? '=B' : '=A'));
    expect(await refusal(hello(), { cookie, origin: desk.url })).toBe(4003);
  });

  test('the visitor of a channel that is switched off', async () => {
    await desk.buildChannel('closed', desk.skillGroup.id);
    const visitor = await desk.buildVisitor({ channelId: 'closed' });
    await desk.db.updateTable('channels').set({ enabled: false }).where('id', '=', 'closed').execute();
    expect(await refusal(hello(visitor.token))).toBe(4003);
  });

  test('a client of another version of the protocol', async () => {
    const { token } = await desk.buildVisitor();
    expect(await refusal(hello(token, 2))).toBe(4005);
  });

  test('another address than the realtime endpoint', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${desk.port}/elsewhere`);
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('404');
  });
});

describe('manners', () => {
  test('whoever speaks before the hello is told so, and may still say it', async () => {
    const { token } = await desk.buildVisitor();
    const socket = await openRawSocket(desk.port);
    socket.say('在吗');
    expect(await socket.frame('error')).toMatchObject({ code: 'malformed_frame' });
    socket.send(hello(token));
    await socket.frame('welcome');
    socket.send(hello(token));
    expect(await socket.frame('error', ({ detail }) => detail?.includes('already') ?? false)).toMatchObject({
      code: 'malformed_frame',
    });
    await socket.close();
  });

  test('whoever says nothing is shown out', async () => {
    const socket = await openRawSocket(desk.port);
    expect(await socket.closed).toBe(4003);
  });

  test('a ping is answered', async () => {
    const socket = await agent.connect();
    socket.send({ type: 'ping' });
    await socket.frame('pong');
    await socket.close();
  });
});
