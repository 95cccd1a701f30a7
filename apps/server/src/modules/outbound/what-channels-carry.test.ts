import { describe, expect, test } from 'vitest';
import {
  conversation,
  deliveries,
  messages,
  post,
  reply,
  setTheScene,
  states,
  until,
} from '../../testing/channel-scene.ts';
import { scriptedChannel } from '../../testing/scripted-channel.ts';

describe('what a channel cannot carry', () => {
  test('long words are cut, and when a piece fails the others are not sent again', async () => {
    const script = scriptedChannel({ capabilities: { text: { maxLength: 10 } } });
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const { send } = script;
    script.send = (message, attempt) =>
      attempt === 2 ? { ok: false, code: 'provider_down', retry: 'backoff' } : send(message, attempt);
    await reply(scene, id, '第一句话说完了。第二句话说完了。第三句话说完了。');
    await expect.poll(() => states(scene), until).toEqual(['sent']);
    expect(script.sent.map(({ text }) => text)).toEqual([
      '第一句话说完了。',
      '第二句话说完了。',
      '第二句话说完了。',
      '第三句话说完了。',
    ]);
    expect((await deliveries(scene))[0]).toMatchObject({ changes: ['split'], piece_count: 3, pieces: null });
  });

  test('when the time to answer is over, the plugin is not asked, and the agent could have known', async () => {
    const script = scriptedChannel({ capabilities: { replyWindow: { hours: 48 } } });
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const channel = () => scene.agent.http.request('GET /api/conversations/:id/channel', { params: { id } });
    expect(await channel()).toMatchObject({ running: true, replyWindow: { hours: 48, open: true } });
    const longAgo = new Date(Date.now() - 49 * 3_600_000);
    await scene.desk.db.updateTable('visitor_addresses').set({ last_inbound_at: longAgo }).execute();
    expect(await channel()).toMatchObject({ replyWindow: { open: false } });
    await reply(scene, id, '太晚了');
    await expect.poll(() => states(scene), until).toEqual(['failed']);
    expect((await deliveries(scene))[0]).toMatchObject({ code: 'window_closed', attempts: 0 });
    expect(script.sent).toEqual([]);
  });

  test('nobody is written to who does not want it, until they do', async () => {
    const script = scriptedChannel();
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const consent = (type: 'optin' | 'optout') =>
      post(scene.desk, scene.channelId, [
        {
          type,
          externalId: type,
          thread: { id: 'somebody', model: 'contact' },
          sender: { namespace: 'test', externalId: 'somebody' },
          at: Date.now(),
        },
      ]);
    const optedOut = async () =>
      (await scene.agent.http.request('GET /api/conversations/:id/channel', { params: { id } })).optedOut;
    await consent('optout');
    await expect.poll(optedOut).toBe(true);
    await reply(scene, id, '打扰了');
    await expect.poll(() => states(scene), until).toEqual(['failed']);
    await consent('optin');
    await expect.poll(optedOut).toBe(false);
    await reply(scene, id, '谢谢');
    await expect.poll(() => states(scene), until).toEqual(['failed', 'sent']);
  });

  test('what an agent takes back is taken back there, too', async () => {
    const script = scriptedChannel();
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const messageId = await reply(scene, id, '说错了');
    await expect.poll(() => states(scene), until).toEqual(['sent']);
    await scene.agent.http.request('POST /api/conversations/:id/recall', { params: { id }, body: { messageId } });
    await expect.poll(() => script.recalled, until).toEqual([`theirs-${messageId}`]);
  });

  test('an answer names the message that it answers', async () => {
    const script = scriptedChannel();
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const seq = (await messages(scene))[0]?.seq;
    await reply(scene, id, '在的', { replyTo: seq });
    await expect.poll(() => script.sent, until).toMatchObject([{ replyTo: 'first of somebody' }]);
  });
});

describe('a plugin that answers what is no answer', () => {
  test('may have sent, whatever it says of itself: a person decides', async () => {
    const script = scriptedChannel();
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const answers: (() => unknown)[] = [
      () => ({ ok: true, externalIds: ['x'.repeat(300_000)], state: 'sent' }),
      () => ({ ok: true, externalIds: () => [], state: 'sent' }),
      () => {
        throw Object.assign(new Error('no time'), { code: 'overloaded' });
      },
    ];
    script.send = () => answers.shift()?.() as never;
    for (const text of ['太大', '不成样子', '太忙']) await reply(scene, id, text);
    await expect.poll(() => states(scene), until).toEqual(['unknown', 'unknown', 'unknown']);
    expect(script.sent).toHaveLength(3);
  });
});
