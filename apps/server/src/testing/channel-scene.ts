import type { InboundEvent } from '@cskefu/plugin-sdk';
import { expect, onTestFinished } from 'vitest';
import { type ScriptedChannel, wordsOf } from './scripted-channel.ts';
import { startDesk, type TestAgent, type TestDesk } from './test-desk.ts';

export interface Scene {
  readonly desk: TestDesk;
  readonly agent: TestAgent;
  readonly channelId: string;
}

export async function open(options: Parameters<typeof startDesk>[0]): Promise<TestDesk> {
  const desk = await startDesk(options);
  onTestFinished(() => desk.stop());
  return desk;
}

export async function setTheScene(script: ScriptedChannel, plugins = [script.plugin]): Promise<Scene> {
  const desk = await open({ builtInPlugins: plugins });
  const agent = await desk.buildAgent();
  return { desk, agent, channelId: await addChannel(desk, script) };
}

/** Past the door, which asks for a plugin that runs. */
export async function addChannel(desk: TestDesk, { kind, plugin }: ScriptedChannel): Promise<string> {
  const channelId = `c-${crypto.randomUUID().slice(0, 8)}`;
  await desk.buildChannel(channelId, desk.skillGroup.id);
  const transport = plugin.channels?.['line']?.transport ?? 'webhook';
  await desk.db.updateTable('channels').set({ type: kind, transport }).where('id', '=', channelId).execute();
  return channelId;
}

export const post = (desk: TestDesk, channelId: string, events: readonly InboundEvent[]) =>
  fetch(`${desk.url}/c/${channelId}`, { method: 'POST', body: JSON.stringify(events) });
export const messages = ({ desk, channelId }: Scene) =>
  desk.db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['m.id', 'm.text', 'm.author_kind', 'm.author_name', 'm.conversation_id', 'm.seq'])
    .where('c.channel_id', '=', channelId)
    .orderBy('m.conversation_id')
    .orderBy('m.seq')
    .execute();
export const said = async (scene: Scene) =>
  (await messages(scene)).filter(({ author_kind }) => author_kind === 'visitor').map(({ text }) => text);
export const requests = ({ desk, channelId }: Scene) =>
  desk.db.selectFrom('inbound_requests').selectAll().where('channel_id', '=', channelId).orderBy('position').execute();
export const deliveries = ({ desk, channelId }: Scene) =>
  desk.db.selectFrom('deliveries').selectAll().where('channel_id', '=', channelId).orderBy('message_seq').execute();
export const states = async (scene: Scene) => (await deliveries(scene)).map(({ state }) => state);

export async function conversation(scene: Scene, person = 'somebody'): Promise<string> {
  await post(scene.desk, scene.channelId, [wordsOf(person, `first of ${person}`, '在吗')]);
  const find = async () => (await messages(scene)).find(({ author_name }) => author_name === person)?.conversation_id;
  await expect.poll(find).toBeDefined();
  const id = (await find()) ?? '';
  await scene.agent.http.request('POST /api/conversations/:id/take', { params: { id } });
  return id;
}

export async function reply({ agent }: Scene, id: string, text: string, more: object = {}): Promise<string> {
  const messageId = crypto.randomUUID();
  const body = { id: messageId, message: { kind: 'text' as const, text, ...more } };
  await agent.http.request('POST /api/conversations/:id/messages', { params: { id }, body });
  return messageId;
}

/** Patience for what plugins and workers do at their own time. */
export const until = { timeout: 12_000 };
