import { describe, expect, test } from 'vitest';
import {
  conversation,
  deliveries,
  post,
  reply,
  type Scene,
  setTheScene,
  states,
  until,
} from '../../testing/channel-scene.ts';
import { gone, scriptedChannel } from '../../testing/scripted-channel.ts';

describe('what is sent again by hand', () => {
  const resend = (scene: Scene, id: string, deliveryId: string) =>
    scene.agent.http.request('POST /api/conversations/:id/deliveries/:deliveryId/resend', {
      params: { id, deliveryId },
    });

  test('has another key once it is known that it has failed, so that a provider that knows the old one takes it', async () => {
    const script = scriptedChannel();
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const key = await reply(scene, id, '没到');
    await expect.poll(() => states(scene), until).toEqual(['sent']);
    const fail = (externalId: string) =>
      post(scene.desk, scene.channelId, [
        { type: 'receipt', externalId, state: 'failed', at: Date.now(), error: 'content_refused' },
      ]);
    await fail(`theirs-${key}`);
    await expect.poll(() => states(scene), until).toEqual(['failed']);
    const deliveryId = (await deliveries(scene))[0]?.id ?? '';

    await resend(scene, id, deliveryId);
    await expect.poll(() => states(scene), until).toEqual(['sent']);
    script.send = () => ({ ok: false, code: 'content_refused', retry: 'no' });
    await fail(`theirs-${key}#1`);
    await expect.poll(() => states(scene), until).toEqual(['failed']);
    await resend(scene, id, deliveryId);
    await expect.poll(() => script.sent.length, until).toBe(3);
    await expect.poll(() => states(scene), until).toEqual(['failed']);
    await resend(scene, id, deliveryId);
    await expect.poll(() => script.sent.length, until).toBe(4);
    expect(script.sent.map((one) => one.key)).toEqual([key, `${key}#1`, `${key}#2`, `${key}#3`]);
  });

  test('keeps its key for the attempts after it, and while nobody knows', async () => {
    const script = scriptedChannel();
    const scene = await setTheScene(script);
    const id = await conversation(scene);
    const { send } = script;
    const answers = [
      () => ({ ok: false, code: 'invalid_request', retry: 'no' }) as const,
      () => ({ ok: false, code: 'provider_down', retry: 'backoff' }) as const,
      gone,
    ];
    script.send = (message, attempt) => answers.shift()?.() ?? send(message, attempt);
    const key = await reply(scene, id, '一再');
    await expect.poll(() => states(scene), until).toEqual(['failed']);
    const deliveryId = (await deliveries(scene))[0]?.id ?? '';
    await resend(scene, id, deliveryId);
    await expect.poll(() => states(scene), until).toEqual(['unknown']);
    await resend(scene, id, deliveryId);
    await expect.poll(() => states(scene), until).toEqual(['sent']);
    expect(script.sent.map((one) => one.key)).toEqual([key, `${key}#1`, `${key}#1`, `${key}#1`]);
  });
});
