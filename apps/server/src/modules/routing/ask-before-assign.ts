import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { type RunUseCase, SYSTEM } from '../access/index.ts';
import type { Hooks } from '../plugin-hooks/index.ts';
import { askQuestion } from './ask-question.ts';
import { type Decided, decideAssignments, type Question } from './decide-assignments.ts';

/** What plugins have said about who should not be given what, at this moment. */
export interface Consent {
  /** The same question without the agents that a plugin refuses for a conversation. */
  narrow<Q extends Question>(question: Q): Q;
  /** Whether this pair was asked about and nobody minds. */
  allows(decided: Decided): boolean;
  /** So many conversations are passed over for now, so look so much further. */
  readonly refused: number;
  /** When the first of the refusals ends, in milliseconds. */
  readonly lapsesAt: number | null;
}

export interface AssignmentGate {
  /** Undefined at once where nobody wants to be asked. Never inside a transaction. */
  consult(skillGroupId: number): Promise<Consent> | undefined;
  /** They are served: whatever was said of them is over. */
  forget(conversationIds: readonly string[]): void;
}

/** So long after its first refusal a conversation goes to whomever routing names: nobody strands because a plugin is never content. */
export const REFUSALS_LAST_MS = 60_000;
/** Each round asks about whom routing would name instead. */
const ROUNDS = 5;
const MOST_REMEMBERED = 10_000;

interface Refusals {
  readonly since: number;
  readonly agentIds: Set<string>;
}

export function createAssignmentGate({ run, hooks }: { run: RunUseCase; hooks: Hooks }): AssignmentGate {
  const refusals = new Map<string, Refusals>();

  /** Undefined once its time is over: then nobody is asked any more. */
  const isOver = (conversationId: string) => {
    const known = refusals.get(conversationId);
    return known !== undefined && Date.now() >= known.since + REFUSALS_LAST_MS;
  };
  const refusedFor = (conversationId: string): ReadonlySet<string> | undefined =>
    isOver(conversationId) ? undefined : refusals.get(conversationId)?.agentIds;

  function narrow<Q extends Question>(question: Q): Q {
    const waiting = question.waiting.map((conversation) => {
      const refusedAgentIds = refusedFor(conversation.id);
      return refusedAgentIds ? { ...conversation, refusedAgentIds } : conversation;
    });
    return { ...question, waiting };
  }

  function refuse({ conversationId, agentId }: Decided): void {
    const known = refusals.get(conversationId);
    if (known) known.agentIds.add(agentId);
    else refusals.set(conversationId, { since: Date.now(), agentIds: new Set([agentId]) });
    const oldest = refusals.size > MOST_REMEMBERED ? refusals.keys().next().value : undefined;
    if (oldest !== undefined) refusals.delete(oldest);
  }

  async function askAll(decided: readonly Decided[]): Promise<readonly Decided[]> {
    const conversations = await run.read(SYSTEM, (ctx) => findAskedAbout(ctx.tx, decided), undefined);
    const answers = await Promise.all(
      decided.map(async (one) => {
        const conversation = conversations.get(one.conversationId);
        const decision =
          conversation && (await hooks.before('conversation.beforeAssign', { conversation, agentId: one.agentId }));
        if (!decision || decision.kind === 'go') return [one];
        refuse(one);
        return [];
      }),
    );
    return answers.flat();
  }

  async function consult(skillGroupId: number): Promise<Consent> {
    const allowed = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const asked = await run.read(SYSTEM, (ctx) => askQuestion(ctx, skillGroupId, 'toLook'), undefined);
      if (!asked) break;
      const fresh = decideAssignments(narrow(asked)).assignments.filter(
        (one) => !allowed.has(pairOf(one)) && !isOver(one.conversationId),
      );
      if (fresh.length === 0) break;
      for (const one of await askAll(fresh)) allowed.add(pairOf(one));
    }
    return {
      narrow,
      allows: (decided) => allowed.has(pairOf(decided)) || isOver(decided.conversationId),
      refused: refusals.size,
      lapsesAt: firstToLapse(refusals),
    };
  }

  return {
    consult: (skillGroupId) => {
      if (hooks.isAsked('conversation.beforeAssign')) return consult(skillGroupId);
      refusals.clear();
      return undefined;
    },
    forget: (ids) => {
      for (const id of ids) refusals.delete(id);
    },
  };
}

const pairOf = ({ conversationId, agentId }: Decided) => `${conversationId} ${agentId}`;

function firstToLapse(refusals: ReadonlyMap<string, Refusals>): number | null {
  const now = Date.now();
  const coming = [...refusals.values()].map(({ since }) => since + REFUSALS_LAST_MS).filter((at) => at > now);
  return coming.length > 0 ? Math.min(...coming) : null;
}

async function findAskedAbout(db: DatabaseReader, decided: readonly Decided[]) {
  const rows = await db
    .selectFrom('conversations')
    .innerJoin('channels', 'channels.id', 'conversations.channel_id')
    .select([
      'conversations.id',
      'conversations.channel_id as channelId',
      'channels.type as channelKind',
      'conversations.skill_group_id as skillGroupId',
      'state',
      'agent_id as agentId',
    ])
    .where('conversations.id', '=', sql<string>`any (${decided.map(({ conversationId }) => conversationId)}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
