import { setTimeout as wait } from 'node:timers/promises';
import { type Desk, openDesk } from '../desk/desk.ts';
import { numberedIds } from '../desk/numbered-ids.ts';
import { populate } from '../desk/populate.ts';
import { startBadNetwork } from './bad-network.ts';
import { type Calamity, type CalamityCounts, calamities, Victim } from './calamities.ts';
import { Participant, type ParticipantOptions } from './participant.ts';
import { createRandom, type Random } from './random.ts';
import { Record } from './record.ts';
import { reachVerdict } from './verdict.ts';

export interface FaultOptions {
  readonly messages: number;
  /** Everything that is left to chance follows from it, but not the moments at which the machine does its part. */
  readonly seed: number;
  readonly say?: (line: string) => void;
}

export interface FaultResult extends CalamityCounts {
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
  readonly socketCuts: number;
  /** Frames that the harness sent twice. */
  readonly repeatedSends: number;
  readonly reloads: number;
  readonly conversations: number;
  /** Messages that the desk refused for good, and said so. */
  readonly refused: number;
  readonly seed: number;
  readonly seconds: number;
  /** What went wrong, the first few times. */
  readonly incidents: readonly string[];
}

const MESSAGES_PER_CALAMITY = 15_000;
const MOST_CALAMITIES = 90;
/** Most messages that wait for an answer at a time: some are patient, some more than the protocol allows at once. */
const VISITOR_WINDOW = 6;
const AGENT_WINDOW = 48;
const STUCK_MS = 90_000;
const BYTES_PER_MESSAGE = 1_200;
const CUTS_PER_VISITOR = 6;
const CLOSINGS_PER_VISITOR = 4;

/** Writes messages from many clients at once while everything breaks that can break, then compares what everybody knows. */
export async function runFaults({ messages: total, seed, say = () => {} }: FaultOptions): Promise<FaultResult> {
  const begun = performance.now();
  const random = createRandom(seed);
  const desk = await openDesk();
  const record = new Record(total);
  try {
    const victim = await Victim.start(desk, random);
    const crowd = sizeOf(total);
    const bytesOfVisitor = (total / crowd.visitors) * BYTES_PER_MESSAGE;
    const meanBytes = Math.min(200_000, bytesOfVisitor / CUTS_PER_VISITOR);
    // An agent hears all of their visitors: on the same line as these they would be cut off most of the time.
    const networks = {
      visitor: await startBadNetwork({ port: desk.port, seed, meanBytes }),
      agent: await startBadNetwork({
        port: desk.port,
        seed: seed + 1,
        meanBytes: (meanBytes * crowd.visitors) / crowd.agents,
      }),
    };
    const hosts = { visitor: `127.0.0.1:${networks.visitor.port}`, agent: `127.0.0.1:${networks.agent.port}` };
    const messages = numberedIds();
    const participants = await gather(desk, { ...crowd, hosts, messages, record, random });
    for (const participant of participants) participant.start();
    const reloads = await sufferAll({ victim, participants, record, random, say });
    const socketCuts = (await networks.visitor.calm()) + (await networks.agent.calm());
    await settle(desk, participants, record);
    for (const participant of participants) participant.stop();
    const verdict = await reachVerdict(desk, messages, record, participants);
    await Promise.all([networks.visitor.stop(), networks.agent.stop()]);
    say(`refused for good: ${describeRefusals(record)}`);
    const { lost, doubled, reordered, incidents } = verdict;
    return {
      acknowledged: record.acknowledged,
      lost,
      doubled,
      reordered,
      ...victim.counts,
      socketCuts,
      repeatedSends: record.repetitions,
      reloads,
      conversations: verdict.conversations,
      refused: record.refused.size,
      seed,
      seconds: Math.round((performance.now() - begun) / 1_000),
      incidents,
    };
  } finally {
    await desk.close();
  }
}

function describeRefusals({ refused }: Record): string {
  const counts = new Map<string, number>();
  for (const code of refused.values()) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `${code} ${count}`).join(', ') || 'none';
}

interface Crowd {
  readonly agents: number;
  readonly visitors: number;
}

function sizeOf(total: number): Crowd {
  const visitors = Math.max(12, Math.min(240, Math.round(Math.sqrt(total) / 3)));
  return { visitors, agents: Math.max(3, Math.round(visitors / 10)) };
}

/** Visitors who have not said a word, and agents who are ready for them: everything between them is left to the desk. */
async function gather(
  desk: Desk,
  {
    agents,
    visitors,
    hosts,
    ...shared
  }: Crowd & { hosts: { visitor: string; agent: string } } & Pick<ParticipantOptions, 'messages' | 'record' | 'random'>,
): Promise<Participant[]> {
  const party = await populate(desk, { agents, visitors, conversations: 0 });
  const { random, record } = shared;
  const participant = (
    role: 'visitor' | 'agent',
    number: number,
    own: Pick<ParticipantOptions, 'id' | 'credentials' | 'window'>,
  ) =>
    new Participant({
      ...shared,
      ...own,
      role,
      host: hosts[role],
      name: `${role} ${number}`,
      closingChance: CLOSINGS_PER_VISITOR * (visitors / record.total),
    });
  return [
    ...Array.from({ length: visitors }, (_, number) =>
      participant('visitor', number, {
        id: party.visitors.id(number),
        credentials: { token: party.visitorToken(number) },
        window: 1 + random.below(VISITOR_WINDOW),
      }),
    ),
    ...Array.from({ length: agents }, (_, number) =>
      participant('agent', number, {
        id: party.agents.id(number),
        credentials: { cookie: party.agentCookie(number) },
        window: 1 + random.below(AGENT_WINDOW),
      }),
    ),
  ];
}

/** One calamity after the other, spread over the messages. Resolves when all are over and all messages are answered. */
async function sufferAll({
  victim,
  participants,
  record,
  random,
  say,
}: {
  victim: Victim;
  participants: readonly Participant[];
  record: Record;
  random: Random;
  say: (line: string) => void;
}): Promise<number> {
  const plan = planCalamities(record.total, random);
  let reloads = 0;
  for (const [index, calamity] of plan.entries()) {
    const share = (index + 0.2 + 0.6 * random.next()) / (plan.length + 0.5);
    await untilAcknowledged(record, Math.floor(record.total * share), participants);
    say(`${String(record.acknowledged).padStart(9)} messages: ${calamity}`);
    const victims = participants.filter(() => random.chance(0.05));
    await Promise.all([
      victim.suffer(calamity),
      wait(random.below(1_500)).then(() => victims.map((participant) => participant.reload())),
    ]);
    reloads += victims.length;
  }
  await untilAcknowledged(record, record.total, participants);
  return reloads;
}

function planCalamities(total: number, random: Random): Calamity[] {
  const count = Math.min(MOST_CALAMITIES, Math.max(calamities.length, Math.round(total / MESSAGES_PER_CALAMITY)));
  const rounds = Array.from({ length: Math.ceil(count / calamities.length) }, () => random.shuffled(calamities));
  return rounds.flat().slice(0, count);
}

/** @throws when nothing moves any more. */
async function untilAcknowledged(record: Record, count: number, participants: readonly Participant[]): Promise<void> {
  let last = record.acknowledged;
  let lastMove = Date.now();
  while (record.acknowledged < count) {
    await wait(20);
    if (record.acknowledged > last) {
      last = record.acknowledged;
      lastMove = Date.now();
    } else if (Date.now() - lastMove > STUCK_MS) {
      const stuck = participants.filter((participant) => !participant.isDone).map((participant) => participant.status);
      throw new Error(
        `nothing has moved for ${STUCK_MS / 1_000} s at ${last} of ${record.total}: ${stuck.slice(0, 10).join('; ')}`,
      );
    }
  }
}

/** Waits until every client stands where the database stands; what is missing after that is lost. */
async function settle(desk: Desk, participants: readonly Participant[], record: Record): Promise<void> {
  const end = Date.now() + STUCK_MS;
  while (Date.now() < end) {
    await wait(250);
    if (!record.isComplete || participants.some((participant) => !participant.isDone)) continue;
    const { rows } = await desk.database.pool.query<{
      id: string;
      visitor_id: string;
      agent_id: string;
      last_seq: number;
    }>('select id, visitor_id, agent_id, last_seq from conversations');
    const stands = (
      watcher: Participant,
      { id, visitor_id: visitor, agent_id: agent, last_seq: seq }: (typeof rows)[number],
    ) => (watcher.watches.get(id)?.seq ?? (watcher.id === visitor || watcher.id === agent ? 0 : seq)) === seq;
    if (participants.every((participant) => rows.every((row) => stands(participant, row)))) return;
  }
}
