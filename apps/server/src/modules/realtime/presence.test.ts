import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk({ presenceTimes: { graceMs: 1_000, renewMs: 100 } });
});
afterAll(() => desk.stop());

const choose = (agent: TestAgent, state: 'ready' | 'away' | 'busy') =>
  agent.http.request('PUT /api/agents/me/presence', { body: { state } });
const presenceOf = async (agent: TestAgent) => (await agent.http.request('GET /api/agents/me/presence')).state;

describe('presence', () => {
  test('a change is told to every tab and device of the agent, and to nobody else', async () => {
    const [agent, other] = [await desk.buildAgent(), await desk.buildAgent()];
    const [one, two, stranger] = await Promise.all([agent.connect(), agent.connect(), other.connect()]);
    await choose(agent, 'busy');
    for (const socket of [one, two]) {
      expect(await socket.frame('presence', ({ presence }) => presence.state === 'busy')).toMatchObject({
        presence: { accountId: agent.id },
      });
    }
    expect(
      stranger.frames.filter((frame) => frame.type === 'presence' && frame.presence.accountId === agent.id),
    ).toEqual([]);
    await Promise.all([one, two, stranger].map((socket) => socket.close()));
  });

  test('the first connection brings back what was chosen, whatever it was', async () => {
    const agent = await desk.buildAgent();
    expect(await presenceOf(agent)).toBe('offline');
    await choose(agent, 'busy');
    expect(await presenceOf(agent)).toBe('offline');
    const socket = await agent.connect();
    await socket.frame('presence', ({ presence }) => presence.state === 'busy');
    await socket.close();
  });

  test('one tab that closes changes nothing; without the last the agent is offline after the grace period', async () => {
    const agent = await desk.buildAgent();
    const [one, two] = await Promise.all([agent.connect(), agent.connect()]);
    await two.frame('presence', ({ presence }) => presence.state === 'away');
    await one.close();
    // Several grace periods of leases that are renewed.
    const { since } = await agent.http.request('GET /api/agents/me/presence');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await agent.http.request('GET /api/agents/me/presence')).toMatchObject({ state: 'away', since });
    await two.close();
    await expect.poll(() => presenceOf(agent)).toBe('offline');
  });

  test('an account that serves nobody has none', async () => {
    const manager = await desk.buildAgent({ superAdministrator: true, agent: false });
    await expect(presenceOf(manager)).rejects.toMatchObject({ code: 'forbidden' });
    const socket = await manager.connect();
    socket.send({ type: 'ping' });
    await socket.frame('pong');
    expect(socket.frames.filter((frame) => frame.type === 'presence')).toEqual([]);
    await socket.close();
  });
});

describe('signing out', () => {
  const signIn = async (agent: TestAgent): Promise<TestAgent> => {
    const response = await desk.app.auth.api.signInUsername({
      body: { username: agent.username, password: 'correct1horse' },
      asResponse: true,
    });
    return desk.agentWith(agent, response.headers.getSetCookie()[0]?.split(';')[0] ?? '');
  };

  test('ends the connections of this session with 4003 and leaves those of the other devices', async () => {
    const laptop = await desk.buildAgent();
    const phone = await signIn(laptop);
    const [one, two, three] = await Promise.all([laptop.connect(), laptop.connect(), phone.connect()]);
    await laptop.http.request('POST /api/auth/sign-out');
    for (const socket of [one, two]) {
      expect(await socket.frame('bye')).toMatchObject({ reason: 'signed_out' });
      expect(await socket.closed).toBe(4003);
    }
    await expect(laptop.connect()).rejects.toThrow('4003');
    three.send({ type: 'ping' });
    await three.frame('pong');
    await three.close();
  });

  test('a new password sends every device to the door, where only the session that changed it gets in again', async () => {
    const laptop = await desk.buildAgent();
    const phone = await signIn(laptop);
    const [one, two] = await Promise.all([laptop.connect(), phone.connect()]);
    const response = await fetch(`${desk.url}/api/auth/change-password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: laptop.cookie, origin: desk.url },
      body: JSON.stringify({ currentPassword: 'correct1horse', newPassword: 'another2horse' }),
    });
    expect(response.status).toBe(200);
    for (const socket of [one, two]) expect([4000, 4003]).toContain(await socket.closed);
    await expect(phone.connect()).rejects.toThrow('4003');
    await expect(laptop.connect()).rejects.toThrow('4003');
    const fresh = desk.agentWith(laptop, response.headers.getSetCookie()[0]?.split(';')[0] ?? '');
    await (await fresh.connect()).close();
  });
});
