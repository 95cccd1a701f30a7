import { newId } from '@cskefu/client';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { installPlugin } from '../../testing/plugin-package.ts';
import { agentSays, beginTalk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';
import { type TroubledWords, troubledChannel } from '../../testing/troubled-channel.ts';
import { type Trouble, troubles } from '../../testing/troubled-package.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

/**
 * Channels of plugins in processes of their own do every harm that we could think of, one after the other, while others talk on the web channel. What
 * comes in over a troubled channel waits and is there once when the plugin is mended; what goes out over it is sent once, or a person is asked.
 */
let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;
let healthy: Awaited<ReturnType<typeof talkOnTheWeb>>;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  chief = await desk.buildAccount({ superAdministrator: true });
  healthy = await talkOnTheWeb();
});
afterAll(() => desk.stop());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Both sides say something, again and again, and nothing of it may be refused. */
async function talkOnTheWeb() {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  let isOver = false;
  const say = async (prefix: string, how: (text: string) => Promise<unknown>) => {
    let said = 0;
    for (; !isOver; said += 1) {
      await how(`${prefix} ${said}`);
      await pause(60);
    }
    return Array.from({ length: said }, (_, at) => `${prefix} ${at}`);
  };
  const says = (who: TestVisitor) => (text: string) => visitorSays(who, text);
  const both = Promise.all([say('访客', says(visitor)), say('坐席', (text) => agentSays(agent, conversationId, text))]);
  return {
    conversationId,
    stop: () => {
      isOver = true;
      return both;
    },
  };
}

/** As providers do: until it is taken. */
async function post(channelId: string, words: TroubledWords): Promise<void> {
  for (;;) {
    const body = JSON.stringify(words);
    const { status } = await fetch(`${desk.url}/c/${channelId}`, { method: 'POST', body });
    if (status === 200) return;
    expect([429, 503]).toContain(status);
    await pause(500);
  }
}

const textsOf = async (conversationId: string, author: string) => {
  const rows = await desk.db
    .selectFrom('messages')
    .select('text')
    .where('conversation_id', '=', conversationId)
    .where('author_kind', '=', author)
    .where('kind', '=', 'text')
    .orderBy('seq')
    .execute();
  return rows.map(({ text }) => text);
};
const conversationOf = async (channelId: string, person: string): Promise<string | undefined> => {
  const row = await desk.db
    .selectFrom('conversations as c')
    .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
    .select('c.id')
    .where('c.channel_id', '=', channelId)
    .where('v.name', '=', person)
    .executeTakeFirst();
  return row?.id;
};

/** Somebody writes over the channel, and an agent takes it. */
async function begin(agent: TestAgent, channelId: string, person: string): Promise<string> {
  await post(channelId, { person, externalId: `first ${person}`, text: '在吗' });
  await expect.poll(() => conversationOf(channelId, person), { timeout: 10_000 }).toBeDefined();
  const id = (await conversationOf(channelId, person)) as string;
  await agent.http.request('POST /api/conversations/:id/take', { params: { id } });
  return id;
}

/** How often the provider has got each message. */
async function sentOf(pluginId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; value: number }>`
    select key, value from plugin_kv where plugin_id = ${pluginId} and key like 'sent %'`.execute(desk.db);
  return new Map(rows.map(({ key, value }) => [key.slice('sent '.length), Number(value)]));
}

const detail = (id: string) => chief.http.request('GET /api/plugins/:id', { params: { id } });
/** What its page shows against it. */
const blame = async (id: string) =>
  (await detail(id)).nodes.reduce((all, { errors, misses, restarts }) => all + errors + misses + restarts, 0);
const isReady = async (id: string, version: string) => {
  const { condition, nodes } = await detail(id);
  return condition === 'ready' && nodes.every(({ running }) => running === version);
};

test.each(troubles)('%s', async (trouble: Trouble) => {
  const agent = await desk.buildAgent({ wanted: 'away' });
  const pluginId = `acme.${trouble.toLowerCase()}`;
  await installPlugin(desk, chief, troubledChannel(pluginId, trouble));
  await expect.poll(() => isReady(pluginId, '1.0.0'), { timeout: 20_000 }).toBe(true);
  const { id: channelId } = await chief.http.request('POST /api/channels', {
    body: { name: trouble, skillGroupId: desk.skillGroup.id, kind: `${pluginId}/line`, config: {} },
  });
  const [calm, wild] = await Promise.all([begin(agent, channelId, '平静的人'), begin(agent, channelId, '捣乱的人')]);

  const cameIn = [
    post(channelId, { person: '捣乱的人', externalId: 'w1', text: '门口', boom: 'verify' }),
    post(channelId, { person: '捣乱的人', externalId: 'w2', text: '读不了', boom: 'parse' }),
    ...[1, 2, 3, 4, 5].map((at) => post(channelId, { person: '平静的人', externalId: `c${at}`, text: `来 ${at}` })),
  ];
  const wentOut = [
    ...['boom before', 'boom after', '后一句'].map((text) => ({ id: newId(), to: wild, text })),
    ...[1, 2, 3, 4, 5].map((at) => ({ id: newId(), to: calm, text: `去 ${at}` })),
  ];
  for (const { id, to, text } of wentOut) await agentSays(agent, to, text, id);
  if (trouble !== 'print' && trouble !== 'late')
    await expect.poll(() => blame(pluginId), { timeout: 20_000, interval: 250 }).toBeGreaterThan(0);
  await pause(1_000);

  await installPlugin(desk, chief, troubledChannel(pluginId, trouble, true));
  await expect.poll(() => isReady(pluginId, '1.0.1'), { timeout: 20_000 }).toBe(true);
  await Promise.all(cameIn);
  const settled = async () => {
    await chief.http.request('POST /api/channels/:id/inbound-requests/replay', { params: { id: channelId } });
    const requests = desk.db.selectFrom('inbound_requests').select('state').where('channel_id', '=', channelId);
    return (await requests.execute()).map(({ state }) => state).filter((state) => state !== 'matched');
  };
  await expect.poll(settled, { timeout: 30_000, interval: 1_000 }).toEqual([]);
  expect((await textsOf(calm, 'visitor')).toSorted()).toEqual(
    ['在吗', '来 1', '来 2', '来 3', '来 4', '来 5'].toSorted(),
  );
  expect((await textsOf(wild, 'visitor')).toSorted()).toEqual(['在吗', '读不了', '门口'].toSorted());

  const deliveries = async () =>
    desk.db.selectFrom('deliveries').select(['message_id', 'state']).where('channel_id', '=', channelId).execute();
  const states = async () => new Set((await deliveries()).map(({ state }) => state));
  await expect
    .poll(async () => (await states()).isSubsetOf(new Set(['sent', 'unknown'])), { timeout: 30_000 })
    .toBe(true);
  const sent = await sentOf(pluginId);
  const rows = await deliveries();
  expect(rows.map(({ message_id }) => message_id).toSorted()).toEqual(wentOut.map(({ id }) => id).toSorted());
  for (const { message_id, state } of rows) {
    const times = sent.get(message_id) ?? 0;
    if (state === 'sent') expect(times).toBe(1);
    else expect(times).toBeLessThanOrEqual(1);
  }
});

test('nobody on the web channel has noticed', async () => {
  const [ofVisitor, ofAgent] = await healthy.stop();
  expect(ofVisitor.length).toBeGreaterThan(20);
  expect(await textsOf(healthy.conversationId, 'visitor')).toEqual(['在吗？', ...ofVisitor]);
  expect(await textsOf(healthy.conversationId, 'agent')).toEqual(ofAgent);
});
