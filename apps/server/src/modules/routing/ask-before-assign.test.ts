import { definePlugin, type HookVerdict } from '@cskefu/plugin-sdk';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { beginTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { REFUSALS_LAST_MS } from './ask-before-assign.ts';

let desk: TestDesk;
let counter = 0;
let verdict: (conversationId: string, agentId: string) => HookVerdict;
const REFUSE: HookVerdict = { kind: 'deny', code: 'not_them', text: { 'zh-CN': '请换人', en: 'Somebody else' } };
const ALLOW: HookVerdict = { kind: 'allow' };

const choosy = definePlugin({
  id: 'test.choosy',
  name: 'Choosy',
  version: '1.0.0',
  api: '^1.0',
  permissions: [],
  hooks: {
    'conversation.beforeAssign': {
      kind: 'veto',
      handler: ({ conversation, agentId }) => verdict(conversation.id, agentId),
    },
  },
});

beforeAll(async () => {
  desk = await startDesk({ builtInPlugins: [choosy] });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => desk.stop());

async function buildGroup(size: number) {
  const group = await desk.buildSkillGroup(`挑剔组 ${++counter}`);
  const channelId = `choosy${counter}`;
  await desk.buildChannel(channelId, group.id);
  const agents: TestAgent[] = [];
  for (let index = 0; index < size; index += 1) {
    const agent = await desk.buildAgent({ orgUnitId: group.id, wanted: 'ready' });
    const socket = await agent.connect();
    await socket.frame('presence', ({ presence }) => presence.state === 'ready');
    agents.push(agent);
  }
  return { agents, begin: () => beginTalk(desk, { channelId }) };
}
const agentOf = async (conversationId: string) =>
  (
    await desk.db
      .selectFrom('conversations')
      .select('agent_id')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow()
  ).agent_id;
const settled = () => new Promise((resolve) => setTimeout(resolve, 400));

test('whom a plugin refuses is passed over for whoever comes next', async () => {
  const { agents, begin } = await buildGroup(3);
  const wanted = agents[2]?.id;
  verdict = (_, agentId) => (agentId === wanted ? ALLOW : REFUSE);
  const { conversationId } = await begin();
  await expect.poll(() => agentOf(conversationId)).toBe(wanted);
});

test('a conversation that nobody may have keeps nobody behind it from an agent', async () => {
  const { agents, begin } = await buildGroup(1);
  let refused: string | undefined;
  verdict = (conversationId) => {
    refused ??= conversationId;
    return conversationId === refused ? REFUSE : ALLOW;
  };
  const first = await begin();
  await settled();
  const second = await begin();
  await expect.poll(() => agentOf(second.conversationId)).toBe(agents[0]?.id);
  expect(await agentOf(first.conversationId)).toBeNull();
});

test('nobody strands: after a minute it goes to whom routing names, whatever the plugin says', async () => {
  const { agents, begin } = await buildGroup(2);
  const asked = vi.fn(() => REFUSE);
  verdict = asked;
  const { conversationId } = await begin();
  await expect.poll(() => asked.mock.calls.length).toBeGreaterThanOrEqual(2);
  await settled();
  expect(await agentOf(conversationId)).toBeNull();
  const now = Date.now();
  vi.spyOn(Date, 'now').mockImplementation(() => now + REFUSALS_LAST_MS + 1_000);
  // Anything that wakes the group will do.
  const other = await begin();
  await expect.poll(() => agentOf(conversationId)).not.toBeNull();
  expect(agents.map(({ id }) => id)).toContain(await agentOf(conversationId));
  expect(other.conversationId).not.toBe(conversationId);
});
