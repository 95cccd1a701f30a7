import { setTimeout as wait } from 'node:timers/promises';
import { type Desk, openDesk } from '../desk/desk.ts';
import { type Party, populate } from '../desk/populate.ts';
import { FrameSocket, textFrame } from '../load/frame-socket.ts';
import { Latencies } from '../load/latencies.ts';
import { awaitQuietMachine } from '../machine.ts';
import { rounded } from '../median.ts';
import { INBOUND_KIND, inboundPlugin } from './inbound-plugin.ts';
import { openPluginDesk, type PluginDesk } from './plugin-desk.ts';
import { numberIn, openProvider, type Provider } from './provider.ts';

const AGENTS = 8;
const CHANNELS = 8;
const THREADS_EACH = 20;
const SECONDS = 8;
const PACED_RATE = 100;
const PATIENCE_MS = 30_000;

interface Thread {
  readonly channelId: string;
  readonly from: string;
}

/** Messages under way: when each was sent to the desk, and who waits for it to be seen. */
class Watch {
  readonly #sent = new Map<number, { at: number; seen: () => void }>();
  readonly #seen = new Set<number>();
  latencies = new Latencies();
  doubled = 0;
  #last = 0;

  get missing(): number {
    return this.#sent.size;
  }

  begin(): { number: number; seen: Promise<void> } {
    const number = ++this.#last;
    const seen = new Promise<void>((resolve) => {
      this.#sent.set(number, { at: performance.now(), seen: resolve });
    });
    return { number, seen };
  }

  see(number: number): void {
    const sent = this.#sent.get(number);
    if (!sent) {
      if (this.#seen.has(number)) this.doubled++;
      return;
    }
    this.#sent.delete(number);
    this.#seen.add(number);
    this.latencies.add(performance.now() - sent.at);
    sent.seen();
  }
}

/** From a provider's request to the agent's screen: stored, read by a plugin in a process of its own, matched, written, delivered. */
export async function measureInbound(): Promise<Record<string, number>> {
  const desk = await openDesk();
  try {
    const server = await desk.startServer();
    const party = await populate(desk, { agents: AGENTS, conversations: AGENTS });
    const present = await Promise.all(
      Array.from({ length: AGENTS }, (_, number) => openScreen(desk.port, party.agentCookie(number), [], new Watch())),
    );
    const plugins = await openPluginDesk(desk);
    await plugins.install(inboundPlugin);
    const threads = await openThreads(desk, party, plugins);
    const provider = openProvider(desk.port);
    const watch = new Watch();
    for (const { channelId, from } of threads) await provider.deliver(channelId, from, 0);
    const screens = await openScreens(desk, party, threads, watch);
    await closedLoop(provider, threads, watch, 2);
    await awaitQuietMachine();
    const perSecond = await closedLoop(provider, threads, watch, SECONDS);
    await awaitQuietMachine();
    const paced = await openLoop(provider, threads, watch);
    const killed = closedLoop(provider, threads, watch, SECONDS);
    await wait(2_000);
    const pid = await plugins.pidOf(inboundPlugin.id);
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await killed;
    const end = performance.now() + PATIENCE_MS;
    while (watch.missing > 0 && performance.now() < end) await wait(50);
    for (const screen of [...present, ...screens]) screen.destroy();
    provider.close();
    await server.stop();
    return {
      inboundPerSecond: rounded(perSecond),
      inboundP50Ms: paced.p50Ms,
      inboundP99Ms: paced.p99Ms,
      inboundKillLost: watch.missing,
      inboundDoubled: watch.doubled,
    };
  } finally {
    await desk.close();
  }
}

async function openThreads(desk: Desk, party: Party, { http }: PluginDesk): Promise<Thread[]> {
  const { rows } = await desk.database.pool.query<{ org_unit_id: number }>(
    'select org_unit_id from accounts where id = $1',
    [party.agents.id(0)],
  );
  const threads: Thread[] = [];
  for (let at = 0; at < CHANNELS; at++) {
    const body = { name: `bench ${at}`, skillGroupId: rows[0]?.org_unit_id ?? 0, kind: INBOUND_KIND };
    const { id } = await http.request('POST /api/channels', { body });
    for (let thread = 0; thread < THREADS_EACH; thread++) threads.push({ channelId: id, from: `${at}-${thread}` });
  }
  return threads;
}

/** Every agent's screen follows what they serve. */
async function openScreens(desk: Desk, party: Party, threads: readonly Thread[], watch: Watch): Promise<FrameSocket[]> {
  const ids = [...new Set(threads.map(({ channelId }) => channelId))];
  const assigned = async () =>
    (
      await desk.database.pool.query<{ id: string; agent_id: string; last_seq: number }>(
        `select id, agent_id, last_seq from conversations where channel_id = any ($1) and state = 'active'`,
        [ids],
      )
    ).rows;
  const end = performance.now() + PATIENCE_MS;
  let rows = await assigned();
  for (; rows.length < threads.length && performance.now() < end; rows = await assigned()) await wait(100);
  if (rows.length < threads.length) throw new Error(await whatIsMissing(desk, ids));
  return Promise.all(
    Array.from({ length: AGENTS }, (_, number) => {
      const own = rows.filter(({ agent_id }) => agent_id === party.agents.id(number));
      const resume = own.map(({ id, last_seq }) => ({ conversationId: id, after: last_seq }));
      return openScreen(desk.port, party.agentCookie(number), resume, watch);
    }),
  );
}

async function whatIsMissing({ database }: Desk, ids: readonly string[]): Promise<string> {
  const { rows } = await database.pool.query(
    `select 'conversations' as what, state, count(*)::int, min(close_reason) as why from conversations where channel_id = any ($1) group by 2
     union all select 'requests', state, count(*)::int, min(error) from inbound_requests where channel_id = any ($1) group by 2
     union all select 'leases', work, count(*)::int, min(error) from channel_leases where channel_id = any ($1) group by 2
     union all select 'agents', state, count(*)::int, null from agents group by 2`,
    [ids],
  );
  return `not all conversations are served: ${JSON.stringify(rows)}`;
}

const PONG = textFrame('{"type":"pong"}');

function openScreen(port: number, cookie: string, resume: readonly object[], watch: Watch): Promise<FrameSocket> {
  return new Promise((resolve) => {
    let missing = resume.length;
    const socket: FrameSocket = new FrameSocket({
      port,
      cookie,
      onOpen: () => socket.send({ type: 'hello', protocol: 1, resume }),
      onFrame: (bytes, start, end) => {
        const text = bytes.toString('utf8', start, end);
        if (text.startsWith('{"type":"ping"')) socket.write(PONG);
        if (text.startsWith('{"type":"welcome"') && missing === 0) resolve(socket);
        if (text.startsWith('{"type":"subscribed"') && --missing === 0) resolve(socket);
        const number = text.startsWith('{"type":"event"') ? numberIn(text) : null;
        if (number !== null) watch.see(number);
      },
    });
  });
}

/** In each thread one message after the other: the next one when the last one is on the screen. Answers how many a second. */
async function closedLoop(provider: Provider, threads: readonly Thread[], watch: Watch, seconds: number) {
  const end = performance.now() + seconds * 1_000;
  const begun = performance.now();
  let seen = 0;
  await Promise.all(
    threads.map(async ({ channelId, from }) => {
      while (performance.now() < end) {
        const message = watch.begin();
        await provider.deliver(channelId, from, message.number);
        await Promise.race([message.seen, wait(PATIENCE_MS, undefined, { ref: false })]);
        seen++;
      }
    }),
  );
  return seen / ((performance.now() - begun) / 1_000);
}

async function openLoop(provider: Provider, threads: readonly Thread[], watch: Watch) {
  watch.latencies = new Latencies();
  const begun = performance.now();
  const under: Promise<void>[] = [];
  for (let sent = 0; performance.now() - begun < SECONDS * 1_000; await wait(1)) {
    const due = ((performance.now() - begun) / 1_000) * PACED_RATE;
    for (; sent < due; sent++) {
      const { channelId, from } = threads[(sent * 7) % threads.length] as Thread;
      const message = watch.begin();
      under.push(provider.deliver(channelId, from, message.number).then(() => message.seen));
    }
  }
  await Promise.all(under);
  return watch.latencies.percentiles();
}
