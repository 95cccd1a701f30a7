import { setTimeout as wait } from 'node:timers/promises';
import { type Desk, openDesk } from '../desk/desk.ts';
import { numberedIds } from '../desk/numbered-ids.ts';
import { FIRST_SEQ, populate } from '../desk/populate.ts';
import { startBadNetwork } from './bad-network.ts';
import { type Calamity, type CalamityCounts, calamities, Victim } from './calamities.ts';
import { Participant } from './participant.ts';
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

/** Writes messages from many clients at once while everything breaks that can break, then compares what everybody knows. */
export async function runFaults({ messages: total, seed, say = () => {} }: FaultOptions): Promise<FaultResult> {
  const begun = performance.now();
  const random = createRandom(seed);
  const desk = await openDesk();
  const record = new Record(total);
  try {
    const victim = await Victim.start(desk, random);
    const crowd = sizeOf(total);
    const meanBytes = Math.min(200_000, ((total / crowd.conversations) * BYTES_PER_MESSAGE) / CUTS_PER_VISITOR);
    const network = await startBadNetwork({ port: desk.port, seed, meanBytes });
    const messages = numberedIds();
    const participants = await gather(desk, { ...crowd, host: `127.0.0.1:${network.port}`, messages, record, random });
    for (const participant of participants) participant.start();
    const reloads = await sufferAll({ victim, participants, record, random, say });
    const socketCuts = await network.calm();
    await settle(desk, participants, record);
    for (const participant of participants) participant.stop();
    const verdict = await reachVerdict(
      desk,
      messages,
      record,
      participants.map((participant) => [participant.name, participant.watches]),
    );
    await network.stop();
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
      refused: record.refused.size,
      seed,
      seconds: Math.round((performance.now() - begun) / 1_000),
      incidents,
    };
  } finally {
    await desk.close();
  }
}

function sizeOf(total: number): { agents: number; conversations: number } {
  const conversations = Math.max(12, Math.min(240, Math.round(Math.sqrt(total) / 3)));
  return { conversations, agents: Math.max(3, Math.round(conversations / 10)) };
}

async function gather(
  desk: Desk,
  {
    agents,
    conversations,
    ...shared
  }: {
    agents: number;
    conversations: number;
    host: string;
    messages: ReturnType<typeof numberedIds>;
    record: Record;
    random: Random;
  },
): Promise<Participant[]> {
  const party = await populate(desk, { agents, conversations });
  const numbers = Array.from({ length: conversations }, (_, number) => number);
  const conversationAt = (number: number) => ({ id: party.conversations.id(number), seq: FIRST_SEQ });
  const visitors = numbers.map(
    (number) =>
      new Participant({
        ...shared,
        name: `visitor ${number}`,
        id: party.visitors.id(number),
        token: party.visitorToken(number),
        conversations: [conversationAt(number)],
        namesConversation: false,
        window: 1 + shared.random.below(VISITOR_WINDOW),
      }),
  );
  const serving = Array.from({ length: agents }, (_, agent) => numbers.filter((number) => number % agents === agent));
  return [
    ...visitors,
    ...serving.map(
      (served, agent) =>
        new Participant({
          ...shared,
          name: `agent ${agent}`,
          id: party.agents.id(agent),
          cookie: party.agentCookie(agent),
          conversations: served.map(conversationAt),
          namesConversation: true,
          window: 1 + shared.random.below(AGENT_WINDOW),
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
    await untilSettled(record, Math.floor(record.total * share), participants);
    say(`${String(record.settled).padStart(9)} messages: ${calamity}`);
    const victims = participants.filter(() => random.chance(0.05));
    await Promise.all([
      victim.suffer(calamity),
      wait(random.below(1_500)).then(() => victims.map((participant) => participant.reload())),
    ]);
    reloads += victims.length;
  }
  await untilSettled(record, record.total, participants);
  return reloads;
}

function planCalamities(total: number, random: Random): Calamity[] {
  const count = Math.min(MOST_CALAMITIES, Math.max(calamities.length, Math.round(total / MESSAGES_PER_CALAMITY)));
  const rounds = Array.from({ length: Math.ceil(count / calamities.length) }, () => random.shuffled(calamities));
  return rounds.flat().slice(0, count);
}

/** @throws when nothing moves any more. */
async function untilSettled(record: Record, count: number, participants: readonly Participant[]): Promise<void> {
  let last = record.settled;
  let lastMove = Date.now();
  while (record.settled < count) {
    await wait(20);
    if (record.settled > last) {
      last = record.settled;
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
    const { rows } = await desk.database.pool.query<{ id: string; last_seq: number }>(
      'select id, last_seq from conversations',
    );
    const behind = participants.some(({ watches }) =>
      rows.some(({ id, last_seq: seq }) => (watches.get(id)?.seq ?? seq) < seq),
    );
    if (!behind && record.settled === record.total && participants.every((participant) => participant.isDone)) return;
    await wait(250);
  }
}
