import type { Identity, InboundEvent } from '@cskefu/plugin-sdk';
import { afterEach, expect, test } from 'vitest';
import { scriptedChannel, wordsOf } from '../../testing/scripted-channel.ts';
import { agentSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let channelId: string;
afterEach(() => desk.stop());

type Acts = NonNullable<Parameters<typeof scriptedChannel>[0]>['acts'];

async function setTheScene(acts: Acts = {}, capabilities = {}) {
  const script = scriptedChannel({ ...(acts && { acts }), capabilities });
  desk = await startDesk({ builtInPlugins: [script.plugin] });
  agent = await desk.buildAgent();
  const chief = await desk.buildAccount({ superAdministrator: true });
  const { id } = await chief.http.request('POST /api/channels', {
    body: { name: '线路', skillGroupId: desk.skillGroup.id, kind: script.kind, config: {} },
  });
  channelId = id;
  return { script, chief };
}

const post = (events: readonly InboundEvent[]) =>
  fetch(`${desk.url}/c/${channelId}`, { method: 'POST', body: JSON.stringify(events) });
const find = async () =>
  desk.db
    .selectFrom('conversations as c')
    .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
    .select(['c.id', 'v.name', 'c.visitor_read_seq', 'c.last_seq'])
    .where('c.channel_id', '=', channelId)
    .executeTakeFirst();

async function conversation(words = wordsOf('她', 'm1', '在吗')): Promise<string> {
  await post([words]);
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  const id = (await find())?.id ?? '';
  await agent.http.request('POST /api/conversations/:id/take', { params: { id } });
  return id;
}

test('an agent who writes is told of on the other side, once in a while, whatever the plugin does with it', async () => {
  const told: string[] = [];
  const typing = async ({ id }: { id: string }) => {
    told.push(id);
    throw new Error('it cannot just now');
  };
  await setTheScene({ typing }, { typing: { out: true } });
  const id = await conversation();
  const socket = await agent.connect();
  socket.send({ type: 'subscribe', conversationId: id, after: 0 });
  const write = () => {
    socket.send({ type: 'typing', conversationId: id });
    return told;
  };
  // That there is a channel of a plugin at all is looked at every five seconds.
  await expect.poll(write, { timeout: 12_000, interval: 100 }).toEqual(['她']);
  for (let at = 0; at < 5; at += 1) write();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(told).toEqual(['她']);
  await socket.close();
});

test('who somebody new is, is asked once, and what they wrote does not wait for it', async () => {
  const asked: Identity[] = [];
  let answer: (identity: Identity) => void = () => {};
  const profile = (identity: Identity) => {
    asked.push(identity);
    return new Promise<Identity>((resolve) => {
      answer = resolve;
    });
  };
  await setTheScene({ profile }, { profile: true });
  const nameless = (externalId: string, text: string) => {
    const words = wordsOf('u1', externalId, text) as Extract<InboundEvent, { type: 'message' }>;
    return { ...words, sender: { namespace: 'test', externalId: 'u1' } };
  };
  const id = await conversation(nameless('m1', '在吗'));
  await expect.poll(() => asked).toEqual([{ namespace: 'test', externalId: 'u1' }]);
  answer({ namespace: 'else', externalId: 'else', name: '王小明', avatarUrl: 'https://pictures.example/1.png' });
  await expect.poll(async () => (await find())?.name).toBe('王小明');
  await post([nameless('m2', '还在吗')]);
  const authors = async () => {
    const messages = desk.db.selectFrom('messages').select('author_name').where('conversation_id', '=', id);
    return (await messages.where('author_kind', '=', 'visitor').orderBy('seq').execute()).at(-1)?.author_name;
  };
  await expect.poll(authors).toBe('王小明');
  expect(asked).toHaveLength(1);
  const address = await desk.db.selectFrom('visitor_addresses').selectAll().executeTakeFirstOrThrow();
  expect(address.identity).toEqual({
    namespace: 'test',
    externalId: 'u1',
    name: '王小明',
    avatarUrl: 'https://pictures.example/1.png',
  });
});

test('a receipt that they have read moves their read mark, also one that came before the answer', async () => {
  const { script } = await setTheScene();
  const id = await conversation();
  const socket = await agent.connect();
  socket.send({ type: 'subscribe', conversationId: id, after: 0 });
  const first = await agentSays(agent, id, '在的');
  await expect.poll(() => script.sent.length).toBe(1);
  const read = (key: string) => post([{ type: 'receipt', externalId: `theirs-${key}`, state: 'read', at: Date.now() }]);
  await read(script.sent[0]?.key ?? '');
  await socket.frame('read', (frame) => frame.by === 'visitor' && frame.seq === first.seq);
  expect((await find())?.visitor_read_seq).toBe(first.seq);

  const { send } = script;
  script.send = async (message, attempt) => {
    await read(message.idempotencyKey);
    const parked = () => desk.db.selectFrom('parked_receipts').select('external_id').execute();
    await expect.poll(async () => (await parked()).length).toBe(1);
    return send(message, attempt);
  };
  const second = await agentSays(agent, id, '请说');
  await expect.poll(async () => (await find())?.visitor_read_seq, { timeout: 10_000 }).toBe(second.seq);
  await socket.close();
});

test('a channel that is switched off takes its webhook back, and registers it again; its status says what came of it', async () => {
  const told: string[] = [];
  const { chief } = await setTheScene({
    provision: async () => {
      told.push('provision');
      throw new Error('wrong token');
    },
    deprovision: async () => void told.push('deprovision'),
  });
  const registration = async () =>
    (await chief.http.request('GET /api/channels/:id/status', { params: { id: channelId } })).registration;
  const update = (body: { enabled?: boolean; name?: string }) =>
    chief.http.request('PATCH /api/channels/:id', { params: { id: channelId }, body });
  expect(await registration()).toBeNull();
  await update({ enabled: false });
  await expect.poll(registration, { timeout: 10_000 }).toMatchObject({ act: 'deprovision', ok: true, detail: null });
  await update({ name: '新名字' });
  await update({ enabled: true });
  await expect.poll(registration, { timeout: 10_000 }).toMatchObject({
    act: 'provision',
    ok: false,
    detail: 'wrong token',
  });
  expect(told).toEqual(['deprovision', 'provision']);
});
