import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAnnouncements } from '../../platform/events/index.ts';
import { createLogger } from '../../platform/logging/index.ts';
import { callWebhook, type OutsideSystem, startOutsideSystem } from '../../testing/outside-system.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { createUseCaseRunner } from '../access/index.ts';
import { noticeSilence } from './index.ts';

const KIND = 'cskefu.generic-api/generic-api';
const SECRET = 'a secret that both sides know';

let outside: OutsideSystem;
let desk: TestDesk;
let administrator: TestAgent;
let agent: TestAgent;
let hook: string;
let channelId: string;
let counter = 0;

beforeAll(async () => {
  outside = await startOutsideSystem();
  desk = await startDesk({ variables: { CSKEFU_PLUGIN_PRIVATE_HOSTS: outside.host } });
  administrator = await desk.buildAccount({ administrator: true });
  agent = await desk.buildAgent();
});
afterAll(async () => {
  await desk.stop();
  await outside.stop();
});
beforeEach(async () => {
  outside.answer = () => undefined;
  const channel = await administrator.http.request('POST /api/channels', {
    body: {
      name: '商城',
      skillGroupId: desk.skillGroup.id,
      kind: KIND,
      config: { endpoint: outside.url, secret: SECRET },
    },
  });
  channelId = channel.id;
  hook = `${desk.url}/c/${channel.id}`;
});

const user = () => ({ id: `u${++counter}`, name: '王小明' });
const message = (from: object, text: string, more: object = {}) => ({
  type: 'message',
  id: `m${++counter}`,
  user: from,
  text,
  ...more,
});
const call = (body: unknown, options?: Parameters<typeof callWebhook>[3]) => callWebhook(hook, SECRET, body, options);
const requests = async () =>
  (await administrator.http.request('GET /api/channels/:id/inbound-requests', { params: { id: channelId } })).items;
const settled = () =>
  expect.poll(async () => (await requests()).every(({ settledAt }) => settledAt !== null)).toBe(true);
const messages = () =>
  desk.db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['m.id', 'm.text', 'm.author_kind', 'm.author_name', 'm.conversation_id', 'm.kind', 'm.seq', 'm.reply_to'])
    .where('c.channel_id', '=', channelId)
    .orderBy('m.created_at')
    .orderBy('m.seq')
    .execute();
const said = async () =>
  (await messages()).filter(({ author_kind }) => author_kind === 'visitor').map(({ text }) => text);

/** An agent has a conversation with somebody outside. */
async function conversation(from = user()): Promise<{ id: string; user: typeof from }> {
  await call(message(from, '在吗'));
  await expect.poll(async () => (await messages()).length).toBeGreaterThan(0);
  const id = (await messages()).at(-1)?.conversation_id ?? '';
  await agent.http.request('POST /api/conversations/:id/take', { params: { id } });
  return { id, user: from };
}
const reply = (id: string, text: string) => {
  const messageId = crypto.randomUUID();
  return agent.http
    .request('POST /api/conversations/:id/messages', {
      params: { id },
      body: { id: messageId, message: { kind: 'text', text } },
    })
    .then(() => messageId);
};
const deliveries = async (id: string) =>
  (await agent.http.request('GET /api/conversations/:id/deliveries', { params: { id } })).items;
const stateOf = async (id: string) => (await deliveries(id))[0]?.state;

describe('what comes in', () => {
  test('a signed message becomes a waiting conversation with the name and words of whoever wrote', async () => {
    const response = await call(message(user(), '你好，我的订单呢？'));
    expect(response.status).toBe(200);
    await expect.poll(said).toEqual(['你好，我的订单呢？']);
    expect((await messages())[0]).toMatchObject({ author_name: '王小明' });
    expect(await requests()).toMatchObject([{ state: 'matched', outcomes: [{ type: 'message', outcome: 'taken' }] }]);
  });

  test('a wrong signature, an old one or none is refused, and nothing is stored', async () => {
    const body = message(user(), '伪造');
    expect((await call(body, { signature: `sha256=${'0'.repeat(64)}` })).status).toBe(401);
    expect((await call(body, { signature: 'nonsense' })).status).toBe(401);
    expect((await call(body, { at: Date.now() - 600_000 })).status).toBe(401);
    expect((await fetch(hook, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await fetch(`${desk.url}/c/nobody`, { method: 'POST', body: '{}' })).status).toBe(404);
    // Whoever opens the address in a browser is told what it is about.
    const opened = await fetch(hook);
    expect([opened.status, await opened.text()]).toEqual([401, 'The request is not signed as this channel expects.\n']);
    expect(await requests()).toEqual([]);
  });

  test('the same message again, alone or with others, is one message', async () => {
    const from = user();
    const first = message(from, '一');
    await Promise.all([call(first), call(first), call({ events: [first, message(from, '二')] })]);
    await settled();
    expect((await said()).sort()).toEqual(['一', '二']);
    expect((await requests()).length).toBe(3);
  });

  test('messages of one thread stay in their order, and those of others do not mix in', async () => {
    const [one, other] = [user(), user()];
    for (let at = 1; at <= 20; at += 1) await call(message(at % 2 ? one : other, `第 ${at} 句`));
    await settled();
    const byConversation = Map.groupBy(await messages(), ({ conversation_id }) => conversation_id);
    const told = [...byConversation.values()].map((rows) => rows.map(({ text }) => text ?? ''));
    // Which of the two conversations began first is left open: both came in one batch.
    expect(told.sort(([one = ''], [two = '']) => one.localeCompare(two))).toEqual([
      Array.from({ length: 10 }, (_, at) => `第 ${2 * at + 1} 句`),
      Array.from({ length: 10 }, (_, at) => `第 ${2 * at + 2} 句`),
    ]);
  });

  test('what holds no event is ignored with a reason, and what cannot be read waits to be replayed', async () => {
    await call({ type: 'weather' });
    await call({ type: 'message', id: 'x' });
    await call('no json at all');
    await expect
      .poll(async () => (await requests()).map(({ state }) => state))
      .toEqual(['failed', 'failed', 'ignored']);
    const [failed] = await requests();
    expect(failed).toMatchObject({ attempts: 1, error: expect.stringMatching(/^(?!thrown).*JSON/) });
    expect((await requests())[2]).toMatchObject({ reason: 'no_events' });
    expect(await said()).toEqual([]);
  });

  test('an answer to a message is one here, too; a recalled message is gone; a changed one comes as an answer', async () => {
    const from = user();
    const first = message(from, '原来的话');
    await call({ events: [first, message(from, '补充', { replyTo: first.id })] });
    await expect.poll(said).toEqual(['原来的话', '补充']);
    expect((await messages())[1]?.reply_to).toBe((await messages())[0]?.seq);
    await call({ type: 'edit', id: first.id, text: '改过的话' });
    await expect.poll(said).toEqual(['原来的话', '补充', '改过的话']);
    await call({ type: 'recall', id: first.id });
    await expect.poll(said).toEqual([null, '补充', '改过的话']);
  });

  test('a picture is fetched and kept, and where that fails its link stands there', async () => {
    outside.answer = ({ method }) => (method === 'GET' ? { status: 200, body: { a: 1 } } : undefined);
    const from = user();
    await call(
      message(user(), '', { parts: [{ kind: 'file', url: `http://${outside.host}/a.json`, name: 'a.json' }] }),
    );
    await call(
      message(from, '', { parts: [{ kind: 'image', url: 'https://elsewhere.example/b.png', name: 'b.png' }] }),
    );
    await settled();
    const rows = await messages();
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['file', 'text']);
    expect(rows.find(({ kind }) => kind === 'text')?.text).toBe('b.png\nhttps://elsewhere.example/b.png');
  });
});

test('a channel over which nothing has come for too long is noticed once, until something comes', async () => {
  const log = createLogger('fatal', { write: () => {} });
  const run = createUseCaseRunner({ db: desk.db, announcements: createAnnouncements(log), log });
  const notices = async () =>
    (await administrator.http.request('GET /api/channel-notices')).items.filter(
      ({ channel, kind }) => channel.id === channelId && kind === 'silent',
    );
  const events = () => desk.db.selectFrom('events').selectAll().where('type', '=', 'channel.fell_silent').execute();
  await administrator.http.request('PATCH /api/channels/:id', {
    params: { id: channelId },
    body: { silentAfterMinutes: 30 },
  });
  await noticeSilence(desk.db, run);
  expect(await notices()).toEqual([]);
  const longAgo = new Date(Date.now() - 31 * 60_000);
  await desk.db.updateTable('channels').set({ last_inbound_at: longAgo }).where('id', '=', channelId).execute();
  await noticeSilence(desk.db, run);
  await noticeSilence(desk.db, run);
  expect(await notices()).toHaveLength(1);
  expect(await events()).toMatchObject([{ payload: { channelId, minutes: 30 } }]);
  await call(message(user(), '又有了'));
  await expect.poll(notices).toEqual([]);
});

describe('what goes out', () => {
  test('the words of an agent arrive signed, once, in their order', async () => {
    const { id, user: to } = await conversation();
    for (const text of ['您好', '请稍等', '已经为您查到']) await reply(id, text);
    await expect.poll(async () => (await deliveries(id)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    const got = outside.taken.filter(({ thread }) => (thread as { id: string }).id === to.id);
    expect(got.map(({ parts }) => (parts as { text: string }[])[0]?.text)).toEqual(['您好', '请稍等', '已经为您查到']);
    expect(got[0]).toMatchObject({ user: { externalId: to.id }, author: { kind: 'agent', name: '张三' } });
  });

  test('receipts move it forward and never back, also one that came before the answer', async () => {
    const { id } = await conversation();
    outside.answer = ({ body }, take) => {
      if (body['type'] !== 'message') return undefined;
      take();
      void call({ type: 'receipt', id: `their ${body['id']}`, state: 'delivered' });
      return undefined;
    };
    const messageId = await reply(id, '收到了吗');
    await expect.poll(() => stateOf(id)).toBe('delivered');
    await call({ type: 'receipt', id: `their ${messageId}`, state: 'read' });
    await expect.poll(() => stateOf(id)).toBe('read');
    await call({ type: 'receipt', id: `their ${messageId}`, state: 'delivered' });
    await settled();
    expect(await stateOf(id)).toBe('read');
  });

  test('an agent sees on the socket how far it has come', async () => {
    const { id } = await conversation();
    const socket = await agent.connect([{ conversationId: id, after: 0 }]);
    await reply(id, '看得到');
    await expect
      .poll(() => socket.frames.flatMap((frame) => (frame.type === 'delivery' ? [frame.delivery.state] : [])))
      .toContain('sent');
    await socket.close();
  });

  test('when too much is sent, it waits as long as it was told and arrives', async () => {
    const { id } = await conversation();
    let refused = 0;
    outside.answer = ({ body }) =>
      body['type'] === 'message' && refused++ < 1 ? { status: 429, headers: { 'retry-after': '1' } } : undefined;
    await reply(id, '慢一点');
    await expect.poll(async () => (await deliveries(id))[0]).toMatchObject({ state: 'queued', code: 'rate_limited' });
    await expect.poll(() => stateOf(id)).toBe('sent');
  });

  test('a server that is down is tried again; one that refuses for good is not, until somebody wants it', async () => {
    const { id } = await conversation();
    let refused = 0;
    outside.answer = ({ body }) => (body['type'] === 'message' && refused++ < 1 ? { status: 503 } : undefined);
    await reply(id, '再试');
    await expect.poll(() => stateOf(id)).toBe('sent');
    outside.answer = () => ({ status: 422, body: { code: 'content_refused', detail: '敏感词' } });
    await reply(id, '不行');
    await expect.poll(() => stateOf(id)).toBe('failed');
    const [failed] = await deliveries(id);
    expect(failed).toMatchObject({ code: 'content_refused', detail: '敏感词', canResend: true, attempts: 1 });
    outside.answer = () => undefined;
    const target = { params: { id, deliveryId: failed?.id ?? '' } };
    await agent.http.request('POST /api/conversations/:id/deliveries/:deliveryId/resend', target);
    await expect.poll(() => stateOf(id)).toBe('sent');
    const { history } = await agent.http.request('GET /api/conversations/:id/deliveries/:deliveryId', target);
    expect(history.map(({ outcome }) => outcome)).toEqual(['no', 'ok']);
  });

  test('when the line breaks after it was taken, it is looked up and not sent twice', async () => {
    const { id } = await conversation();
    outside.answer = ({ body }, take) => {
      if (body['type'] !== 'message') return undefined;
      take();
      return 'drop';
    };
    const messageId = await reply(id, '只要一次');
    await expect.poll(() => stateOf(id)).toBe('sent');
    expect(outside.requests.filter(({ body }) => body['id'] === messageId)).toHaveLength(1);
    expect(outside.requests.filter(({ query }) => query.get('id') === messageId)).toHaveLength(1);
  });

  test('when the line breaks before it was taken, it is looked up and sent once more', async () => {
    const { id } = await conversation();
    let dropped = 0;
    outside.answer = ({ body }) => (body['type'] === 'message' && dropped++ === 0 ? 'drop' : undefined);
    const messageId = await reply(id, '还没收到');
    await expect.poll(() => stateOf(id)).toBe('sent');
    expect(outside.taken.filter((taken) => taken['id'] === messageId)).toHaveLength(1);
  });
});

describe('settings', () => {
  test('a secret that was not entered is made up and shown once, and never again', async () => {
    const channel = await administrator.http.request('POST /api/channels', {
      body: { name: '新', skillGroupId: desk.skillGroup.id, kind: 'generic-api', config: { endpoint: outside.url } },
    });
    expect(channel).toMatchObject({ type: KIND, transport: 'webhook', webhookUrl: `/c/${channel.id}` });
    expect(channel.generated?.['secret']).toMatch(/^.{40,}$/);
    const params = { params: { id: channel.id } };
    const config = await administrator.http.request('GET /api/channels/:id/config', params);
    expect(config).toMatchObject({ values: { endpoint: outside.url }, secrets: { secret: true }, generated: {} });
    expect(JSON.stringify(config)).not.toContain(channel.generated?.['secret']);
    expect(await administrator.http.request('POST /api/channels/:id/test', params)).toMatchObject({ ok: true });
    outside.answer = () => ({ status: 403 });
    expect(await administrator.http.request('POST /api/channels/:id/test', params)).toMatchObject({
      ok: false,
      code: 'bad_credentials',
    });
  });

  test('what is wrong is named by its field', async () => {
    const body = { name: '错', skillGroupId: desk.skillGroup.id, kind: KIND, config: { endpoint: 'nowhere' } };
    await expect(administrator.http.request('POST /api/channels', { body })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'config.endpoint', message: 'malformed' }],
    });
  });
});
