import { describe, expect, test } from 'vitest';
import {
  addChannel,
  conversation,
  deliveries,
  messages,
  open,
  post,
  reply,
  requests,
  said,
  setTheScene,
  states,
  until,
} from '../../testing/channel-scene.ts';
import { gone, scriptedChannel, wordsOf } from '../../testing/scripted-channel.ts';
import { createInboundMethods } from './index.ts';

describe('while a plugin is down', () => {
  test('what comes in waits, and is read in its order once the plugin runs', async () => {
    const script = scriptedChannel();
    const scene = await setTheScene(script);
    let down = true;
    script.parse = (events) => (down ? gone() : events);
    for (const at of [1, 2, 3, 4, 5]) await post(scene.desk, scene.channelId, [wordsOf('她', `m${at}`, `${at}`)]);
    await expect.poll(async () => (await requests(scene)).length).toBe(5);
    expect(await said(scene)).toEqual([]);
    down = false;
    await expect.poll(() => said(scene), until).toEqual(['1', '2', '3', '4', '5']);
  });

  test('a request that takes it down each time is put aside, and what is behind it passes', async () => {
    const script = scriptedChannel();
    const scene = await setTheScene(script);
    script.parse = (events) => (events[0]?.type === 'recall' ? gone() : events);
    await post(scene.desk, scene.channelId, [{ type: 'recall', externalId: 'poison', at: 1 }]);
    await post(scene.desk, scene.channelId, [wordsOf('她', 'm1', '后面的')]);
    await expect.poll(() => said(scene), until).toEqual(['后面的']);
    await expect
      .poll(async () => (await requests(scene)).map(({ state }) => state), until)
      .toEqual(['failed', 'matched']);
  });

  test('what goes out waits, and leaves from a node on which the plugin runs', async () => {
    const script = scriptedChannel();
    const without = await setTheScene(script, []);
    const visitorId = crypto.randomUUID();
    const id = crypto.randomUUID();
    await without.desk.db.insertInto('visitors').values({ id: visitorId, channel_id: without.channelId }).execute();
    await without.desk.db
      .insertInto('visitor_addresses')
      .values({
        visitor_id: visitorId,
        channel_id: without.channelId,
        namespace: 'test',
        external_id: 'her',
        thread_id: 'her',
        thread_model: 'contact',
        identity: JSON.stringify({ namespace: 'test', externalId: 'her' }),
      })
      .execute();
    await without.desk.db
      .insertInto('conversations')
      .values({
        id,
        channel_id: without.channelId,
        skill_group_id: without.desk.skillGroup.id,
        visitor_id: visitorId,
        state: 'active',
        origin: 'agent',
        agent_id: without.agent.id,
        created_at: new Date(),
        last_seq: 0,
      })
      .execute();
    await reply(without, id, '等一等');
    await expect.poll(async () => (await deliveries(without))[0], until).toMatchObject({ code: 'plugin_down' });
    await open({ builtInPlugins: [script.plugin], beside: without.desk });
    await expect.poll(() => states(without), until).toEqual(['sent']);
    expect(script.sent).toMatchObject([{ thread: 'her', text: '等一等', attempt: 1 }]);
  });
});

describe('a plugin that is killed in the middle of sending', () => {
  test('is asked afterwards, and what has arrived is not sent again', async () => {
    const script = scriptedChannel({ lookup: true });
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    script.send = gone;
    await reply(scene, id, '一次');
    await expect.poll(() => states(scene), until).toEqual(['sent']);
    expect(script.sent).toHaveLength(1);
  });

  test('is asked afterwards, and what has not arrived is sent exactly once more', async () => {
    const script = scriptedChannel({ lookup: true });
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const { send } = script;
    script.send = (message, attempt) => (attempt === 1 ? gone() : send(message, attempt));
    script.lookup = () => 'never_sent';
    await reply(scene, id, '再来');
    await expect.poll(() => states(scene), until).toEqual(['sent']);
    expect(script.sent.map(({ attempt }) => attempt)).toEqual([1, 3]);
    expect(new Set(script.sent.map(({ key }) => key)).size).toBe(1);
  });

  test('is asked once more when it could not say, and nothing is sent meanwhile', async () => {
    const script = scriptedChannel({ lookup: true });
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const { lookup } = script;
    const answers = [() => ({ ok: false, code: 'provider_down', retry: 'backoff' }) as const];
    script.send = gone;
    script.lookup = (key) => answers.shift()?.() ?? lookup(key);
    await reply(scene, id, '一次');
    await expect.poll(() => states(scene), until).toEqual(['sent']);
    expect(script.sent).toHaveLength(1);
  });

  test('and cannot be asked: a person decides, and what comes behind is not held up', async () => {
    const script = scriptedChannel();
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const { send } = script;
    script.send = (message, attempt) => (script.sent.length === 1 ? gone() : send(message, attempt));
    await reply(scene, id, '不知道到没到');
    await reply(scene, id, '后一句');
    await expect.poll(() => states(scene), until).toEqual(['unknown', 'sent']);
    expect(script.sent).toHaveLength(2);
    const deliveryId = (await deliveries(scene))[0]?.id ?? '';
    const target = { params: { id, deliveryId } };
    await scene.agent.http.request('POST /api/conversations/:id/deliveries/:deliveryId/resend', target);
    await expect.poll(() => states(scene), until).toEqual(['sent', 'sent']);
    expect(script.sent.map(({ text }) => text)).toEqual(['不知道到没到', '后一句', '不知道到没到']);
    // It may have arrived: a provider that knows the key takes it once.
    expect(script.sent[2]?.key).toBe(script.sent[0]?.key);
    await expect(
      scene.agent.http.request('POST /api/conversations/:id/deliveries/:deliveryId/resend', target),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  test('together with its node: the next one asks what became of it', async () => {
    const script = scriptedChannel({ lookup: true });
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    await scene.desk.db
      .updateTable('channels')
      .set({ type: 'test.elsewhere/line' })
      .where('id', '=', scene.channelId)
      .execute();
    await reply(scene, id, '半路');
    await expect.poll(async () => (await deliveries(scene))[0], until).toMatchObject({ code: 'plugin_down' });
    const deliveryId = (await deliveries(scene))[0]?.id ?? '';
    await scene.desk.db
      .insertInto('delivery_attempts')
      .values({ delivery_id: deliveryId, attempt: 1, piece: 1, act: 'send', started_at: new Date() })
      .execute();
    await scene.desk.db.updateTable('channels').set({ type: script.kind }).where('id', '=', scene.channelId).execute();
    await expect.poll(() => states(scene), until).toEqual(['sent']);
    expect(script.sent).toEqual([]);
  });
});

test('two nodes take and send everything once, in the order of each conversation, whatever comes twice', async () => {
  const script = scriptedChannel();
  const scene = await setTheScene(script);
  const second = await open({ builtInPlugins: [script.plugin], beside: scene.desk });
  const people = Array.from({ length: 6 }, (_, at) => `p${at}`);
  const ids = new Map<string, string>();
  for (const person of people) ids.set(person, await conversation(scene, person));

  for (let at = 1; at <= 12; at += 1)
    await Promise.all(
      people.flatMap((person) => {
        const events = [wordsOf(person, `${person} ${at}`, `来 ${at}`)];
        return [post(scene.desk, scene.channelId, events), post(second, scene.channelId, events)];
      }),
    );
  await Promise.all(
    [...ids.values()].map(async (id) => {
      for (let at = 1; at <= 12; at += 1) await reply(scene, id, `去 ${at}`);
    }),
  );
  await expect
    .poll(async () => (await states(scene)).every((state) => state === 'sent'), { timeout: 20_000 })
    .toBe(true);
  await expect
    .poll(async () => (await requests(scene)).every(({ settled_at }) => settled_at !== null), until)
    .toBe(true);
  const expected = (word: string) => Array.from({ length: 12 }, (_, at) => `${word} ${at + 1}`);
  for (const person of people) {
    const rows = (await messages(scene)).filter(({ conversation_id }) => conversation_id === ids.get(person));
    expect(rows.filter(({ author_kind }) => author_kind === 'visitor').map(({ text }) => text)).toEqual([
      '在吗',
      ...expected('来'),
    ]);
    expect(script.sent.filter(({ thread }) => thread === person).map(({ text }) => text)).toEqual(expected('去'));
  }
}, 60_000);

describe('a connection', () => {
  test('is held by one node, goes over to another with its cursor, and brings in what comes', async () => {
    const script = scriptedChannel({ transport: 'pull' });
    const held: (string | null)[] = [];
    let now = 0;
    let most = 0;
    script.connect = async (context) => {
      held.push(context.cursor);
      most = Math.max(most, ++now);
      const at = held.length;
      const raw = {
        method: 'POST',
        path: '/',
        query: {},
        headers: {},
        body: new TextEncoder().encode(JSON.stringify([wordsOf('她', `pulled ${at}`, `拉到 ${at}`)])),
        receivedAt: Date.now(),
      };
      await context.inbound(raw, `cursor ${at}`);
      await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve()));
      now -= 1;
    };
    const scene = await setTheScene(script);
    const second = await open({ builtInPlugins: [script.plugin], beside: scene.desk });
    await expect.poll(() => held.length, until).toBe(1);
    await expect.poll(() => said(scene), until).toEqual(['拉到 1']);
    const lease = await scene.desk.db.selectFrom('channel_leases').selectAll().where('work', '=', 'connect').execute();
    expect(lease).toMatchObject([{ channel_id: scene.channelId, cursor: 'cursor 1' }]);
    // A change of its settings ends it; it begins anew where it was.
    await scene.desk.db.updateTable('channels').set({ config: '{"a":1}' }).where('id', '=', scene.channelId).execute();
    await expect.poll(() => held, until).toEqual([null, 'cursor 1']);
    await expect.poll(() => said(scene), until).toEqual(['拉到 1', '拉到 2']);
    expect(most).toBe(1);
    expect(second.url).not.toBe(scene.desk.url);
  });

  test('is the only way in: nobody can call the channel and pass for its provider', async () => {
    const scene = await setTheScene(scriptedChannel({ transport: 'pull' }));
    const { status } = await post(scene.desk, scene.channelId, [wordsOf('骗子', 'm1', '把钱转到这里')]);
    expect(status).toBe(404);
    expect(await requests(scene)).toEqual([]);
  });

  test('hands over only for channels of its own plugin', async () => {
    const [own, other] = [scriptedChannel({ transport: 'pull' }), scriptedChannel({ id: 'test.other' })];
    const scene = await setTheScene(own, [own.plugin, other.plugin]);
    const foreign = await addChannel(scene.desk, other);
    const raw = { method: 'POST', path: '/', query: {}, headers: {}, body: new Uint8Array(), receivedAt: 0 };
    const methods = createInboundMethods({ db: scene.desk.db, onStored: () => {} });
    const ask = (channelId: string) =>
      methods['channel.inbound']?.handle(
        { channelId, raw },
        { pluginId: own.plugin.id, signal: new AbortController().signal },
      ) as Promise<unknown>;
    await expect(ask(foreign)).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask(scene.channelId)).resolves.toBeNull();
  });
});
