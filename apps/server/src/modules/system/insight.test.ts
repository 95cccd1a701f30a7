import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentSays, beginTalk, visitorSays } from '../../testing/talk.ts';
import { PASSWORD, startDesk, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const get = (path: string) => fetch(`${desk.url}${path}`);

describe('insight', () => {
  test('/healthz is alive and /readyz names each part', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await get('/readyz')).json()).toEqual({
      status: 'ready',
      parts: { server: { ok: true }, database: { ok: true }, nodes: { ok: true } },
    });
  });

  test('/readyz names the part that cannot work', async () => {
    const lonely = await startDesk({
      broadcast: {
        active: false,
        publish: () => {},
        subscribe: () => () => {},
        flush: async () => {},
        onReconnect: () => {},
        isConnected: () => false,
        close: async () => {},
      },
    });
    const response = await fetch(`${lonely.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([
      503,
      {
        status: 'not_ready',
        parts: {
          server: { ok: true },
          database: { ok: true },
          nodes: { ok: false, detail: expect.stringContaining('NATS') },
        },
      },
    ]);
    await lonely.stop();
  });

  test('/metrics shows connections, messages, batches, latencies, the lag of the log and slow readers', async () => {
    const agent = await desk.buildAgent();
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const socket = await visitor.connect();
    await socket.frame('subscribed');
    await agentSays(agent, conversationId, '您好');
    await socket.frame('event', ({ event }) => event.seq === 5);
    const text = await (await get('/metrics')).text();
    const figure = (name: string) =>
      Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (.+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    expect(figure('cskefu_realtime_connections{kind="visitor"}')).toBe(1);
    expect(figure('cskefu_messages_total{outcome="written"}')).toBe(2);
    expect(figure('cskefu_message_batch_size_count')).toBe(2);
    expect(figure('cskefu_message_commit_milliseconds_count')).toBe(2);
    expect(figure('cskefu_message_delivery_milliseconds_count')).toBe(2);
    expect(figure('cskefu_realtime_deliveries_total')).toBeGreaterThan(0);
    expect(figure('cskefu_message_queue')).toBe(0);
    for (const name of [
      'cskefu_event_log_lag_seconds{consumer="routing"}',
      'cskefu_realtime_slow_readers_closed_total',
      'cskefu_routing_sweep_fixes_total',
      'cskefu_realtime_malformed_frames_total',
    ]) {
      expect([name, figure(name)]).toEqual([name, expect.any(Number)]);
      expect(figure(name)).not.toBeNaN();
    }
    await socket.close();
  });

  test('/openapi.json tells of every route, and the reference page loads', async () => {
    const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: Record<string, object> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/conversations/{id}/messages', '/api/visitor/session', '/readyz']),
    );
    expect((await get('/reference/')).status).toBe(200);
  });
});

test('no log line, at any level, holds what people write, their passwords, tokens or cookies', async () => {
  const agent = await desk.buildAgent();
  const secrets = ['词语甲乙丙', '词语丁戊己', '草稿庚辛壬', PASSWORD, agent.cookie.split('=')[1]?.split('.')[0] ?? ''];
  await fetch(`${desk.url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: agent.username, password: `${PASSWORD}-wrong` }),
  });
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  secrets.push(visitor.token);
  const [socket, desktop] = [await visitor.connect(), await agent.connect([{ conversationId, after: 0 }])];
  socket.send({ type: 'typing', draft: secrets[2] ?? '' });
  const id = socket.say(secrets[0] ?? '');
  await socket.frame('ack', (ack) => ack.id === id);
  await agentSays(agent, conversationId, secrets[1] ?? '');
  // What goes wrong is logged most: a row that the database refuses, a body that cannot be read, a frame that makes no sense.
  await desk.connection.pool.query(
    'alter table messages add constraint no_trouble check (text not like $$%trouble%$$)',
  );
  await expect(visitorSays(visitor, `${secrets[0]} trouble`)).rejects.toMatchObject({ code: 'internal' });
  await desk.connection.pool.query('alter table messages drop constraint no_trouble');
  await fetch(`${desk.url}/api/visitor/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' },
    body: `{"text": "${secrets[0]}`,
  });
  socket.sendRaw(`{"type":"send","message":"${secrets[0]}"}`);
  await socket.frame('error');
  await Promise.all([socket.close(), desktop.close()]);
  expect(desk.logs.length).toBeGreaterThan(0);
  for (const secret of secrets) expect(desk.logs.filter((line) => line.includes(secret))).toEqual([]);
});
