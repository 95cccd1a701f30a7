import { newId } from '@cskefu/client';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { installPlugin } from '../../testing/plugin-package.ts';
import { beginTalk, closeTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import type { TestSocket } from '../../testing/test-socket.ts';
import { TROUBLED, type Trouble, troubledPackage, troubles } from '../../testing/troubled-package.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/**
 * A plugin in a child process of its own does every harm that we could think of, in every place where plugins run, while a visitor and an agent talk. Nothing is
 * lost, doubled or out of order; it goes on as before within five seconds; and its page says who it was.
 */
let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;
const params = { id: TROUBLED };
/** As its manifest says. */
const HOOK_MS = 200;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  chief = await desk.buildAccount({ superAdministrator: true });
  await installPlugin(desk, chief, troubledPackage());
});
afterAll(() => desk.stop());
beforeEach(() => revive());

/** Three crashes, and it rests until somebody starts it again. */
async function revive(): Promise<void> {
  await chief.http.request('POST /api/plugins/:id/restart', { params });
  await vi.waitFor(async () => expect((await detail()).condition).toBe('ready'), { timeout: 20_000 });
}
const detail = () => chief.http.request('GET /api/plugins/:id', { params });
/** What its page shows against it: calls that went wrong since the start, and when it last brought its process down. */
const blame = async () => {
  const { nodes } = await detail();
  const failed = nodes.reduce((all, { errors, misses }) => all + errors + misses, 0);
  const ended = nodes.map(({ lastEnd }) => lastEnd?.at ?? '').toSorted();
  return { failed, ended: ended.at(-1) ?? '' };
};
const isBlamedMoreThan = async (before: Awaited<ReturnType<typeof blame>>) => {
  const now = await blame();
  return now.failed > before.failed || now.ended > before.ended;
};

/** Says things one after the other, never more than eight unanswered, until it is stopped. */
function talk(socket: TestSocket, conversationId: string | undefined, prefix: string) {
  const sent: { id: string; text: string; at: number; took?: number }[] = [];
  let isOver = false;
  socket.socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { type: string; id?: string };
    const one = frame.type === 'ack' || frame.type === 'error' ? sent.find(({ id }) => id === frame.id) : undefined;
    if (one) one.took = performance.now() - one.at;
  });
  const open = () => sent.filter(({ took }) => took === undefined).length;
  const say = (text: string) => {
    const id = newId();
    sent.push({ id, text, at: performance.now() });
    socket.send({ type: 'send', id, ...(conversationId && { conversationId }), message: { kind: 'text', text } });
  };
  const working = (async () => {
    for (let number = 1; !isOver; number += 1) {
      while (open() >= 8 && !isOver) await pause(5);
      say(`${prefix} ${number}`);
      await pause(20);
    }
  })();
  return {
    sent,
    say,
    /** Milliseconds that half of the last ten messages took at most, those of the last second left out. */
    middle: () => {
      const last = sent.filter(({ at }) => at < performance.now() - 1_000).slice(-10);
      const times = last.map(({ took = Number.POSITIVE_INFINITY }) => took).sort((one, other) => one - other);
      return times.length === 10 ? (times[5] as number) : Number.POSITIVE_INFINITY;
    },
    stop: async () => {
      isOver = true;
      await working;
      await vi.waitFor(() => expect(open()).toBe(0), { timeout: 15_000 });
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function provokeEverywhere(
  trouble: Trouble,
  visitor: ReturnType<typeof talk>,
  ofAgent: ReturnType<typeof talk>,
): Promise<void> {
  const mark = newId();
  visitor.say(`boom ${trouble} transform ${mark}`);
  await pause(400);
  await revive();
  ofAgent.say(`boom ${trouble} veto ${mark}`);
  await pause(400);
  await revive();
  visitor.say(`boom ${trouble} observer ${mark}`);
  await pause(400);
  await revive();
  await chief.http.request('POST /api/plugins/:id/jobs/:name/run', { params: { ...params, name: trouble } });
  await vi.waitFor(async () => expect((await runOf(trouble))?.endedAt).toEqual(expect.any(String)), {
    timeout: 20_000,
  });
  await revive();
  await fetch(`${desk.url}/p/${TROUBLED}/boom/${trouble}`).then((answer) => answer.arrayBuffer());
}

const runOf = async (name: string) =>
  (await chief.http.request('GET /api/plugins/:id/jobs', { params })).items.find((job) => job.name === name)?.lastRun;

test.each(troubles)('%s', async (trouble) => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  const atVisitor = await visitor.connect();
  const atAgent = await agent.connect();
  const talks = [talk(atVisitor, undefined, '访客'), talk(atAgent, conversationId, '坐席')] as const;
  await vi.waitFor(() => expect(talks.every((one) => one.sent.length > 10)).toBe(true), { timeout: 10_000 });
  await vi.waitFor(() => expect(talks.every((one) => one.middle() < Number.POSITIVE_INFINITY)).toBe(true), {
    timeout: 10_000,
  });
  const before = await blame();
  const usual = talks.map((one) => one.middle());

  await provokeEverywhere(trouble, ...talks);
  // Nobody waits for a deadline any more: within five seconds on a machine that has nothing else to do.
  const isOver = () => talks.every((one, at) => one.middle() < HOOK_MS + (usual[at] ?? 0));
  await vi.waitFor(() => expect(isOver()).toBe(true), { timeout: 30_000, interval: 100 });
  for (const one of talks) await one.stop();

  const rows = await desk.db
    .selectFrom('messages')
    .select(['id', 'text', 'author_kind'])
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'text')
    .orderBy('seq')
    .execute();
  const textsOf = (kind: string) => rows.filter(({ author_kind }) => author_kind === kind).map(({ text }) => text);
  expect(textsOf('visitor')).toEqual(['在吗？', ...talks[0].sent.map(({ text }) => text)]);
  expect(textsOf('agent')).toEqual(talks[1].sent.map(({ text }) => text));
  expect(await fetch(`${desk.url}/health`).then(({ status }) => status)).toBe(200);
  if (trouble !== 'print') await expect.poll(() => isBlamedMoreThan(before)).toBe(true);
  await closeTalk(agent, conversationId);
  await Promise.all([atVisitor.close(), atAgent.close()]);
});
