import type { Database, DatabaseTransaction } from '../../platform/database/index.ts';
import type { CommittedEvent, ConsumerDefinition, LoggedEvent } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import { type RunUseCase, SYSTEM } from '../access/index.ts';
import { requeueConversations } from '../conversations/index.ts';
import { assignWaiting } from './assign-waiting.ts';

/** Who gets which conversation. The whole interface: everything else may change behind it. */
export interface Router {
  /** Something may be possible now in this skill group that was not before. Cheap, and safe to call too often. */
  wake(skillGroupId: number): void;
  /** Reacts at once to what this node committed. */
  onCommitted(events: readonly CommittedEvent[]): void;
  /** Reacts to the event log: what a crash kept from `onCommitted` is made up for here. */
  readonly consumer: ConsumerDefinition;
  /** Looks at every skill group that has something waiting; a metric counts what only this found. */
  sweep(): Promise<number>;
  /** Resolves when nothing is under way. */
  settle(): Promise<void>;
}

type RoutingEvent = Pick<CommittedEvent | LoggedEvent, 'type' | 'payload'> & {
  readonly orgUnitId?: number | null;
  readonly conversationId?: string | null;
};

export function createRouter({
  db,
  run,
  metrics,
  log,
}: {
  db: Database;
  run: RunUseCase;
  metrics: Metrics;
  log: Logger;
}): Router {
  /** Skill groups that are being worked on; true: look once more afterwards. */
  const busy = new Map<number, boolean>();
  const underWay = new Set<Promise<unknown>>();

  async function assign(skillGroupId: number): Promise<number> {
    let total = 0;
    for (;;) {
      const given = await run(SYSTEM, assignWaiting, { skillGroupId });
      if (given === 0) return total;
      total += given;
      metrics.assignments.inc({ by: 'routing' }, given);
    }
  }

  async function work(skillGroupId: number): Promise<void> {
    do {
      busy.set(skillGroupId, false);
      await assign(skillGroupId);
    } while (busy.get(skillGroupId));
  }

  function track(promise: Promise<unknown>): void {
    underWay.add(promise);
    promise.catch((error: unknown) => log.warn({ err: error }, 'routing')).finally(() => underWay.delete(promise));
  }

  function wake(skillGroupId: number): void {
    if (busy.has(skillGroupId)) {
      busy.set(skillGroupId, true);
      return;
    }
    track(work(skillGroupId).finally(() => busy.delete(skillGroupId)));
  }

  /** What an event makes possible; repeating it does no harm. */
  async function react(event: RoutingEvent, assignGroup: (skillGroupId: number) => unknown): Promise<void> {
    const groups = new Set<number>();
    switch (event.type) {
      case 'conversation.waiting':
        if (event.orgUnitId != null) groups.add(event.orgUnitId);
        break;
      // It may have become a skill group, or have more room.
      case 'org_unit.updated':
        if (event.orgUnitId != null) groups.add(event.orgUnitId);
        break;
      case 'conversation.transferred': {
        const freed = await findGroupOf(db, (event.payload as { from: { id: string } }).from.id);
        if (freed !== undefined) groups.add(freed);
        break;
      }
      case 'conversation.closed': {
        const freed = event.conversationId ? await findGroupOfAgent(db, event.conversationId) : undefined;
        if (freed !== undefined) groups.add(freed);
        break;
      }
      case 'agent.presence_changed': {
        const { accountId, to } = event.payload as { accountId: string; to: string };
        if (to === 'ready' && event.orgUnitId != null) groups.add(event.orgUnitId);
        if (to === 'offline') for (const id of await requeueIf(accountId, isGone)) groups.add(id);
        break;
      }
      case 'account.enabled':
      case 'account.updated':
      case 'account.disabled':
      case 'account.deleted': {
        // What they serve, if they may not any more; and whoever waits where they have come to.
        const { accountId } = event.payload as { accountId: string };
        for (const id of await requeueIf(accountId, servesNoMore)) groups.add(id);
        if (event.orgUnitId != null) groups.add(event.orgUnitId);
        break;
      }
    }
    for (const id of groups) await assignGroup(id);
  }

  /** Looked at once more, under a lock: an agent who has come back meanwhile keeps what they have. */
  function requeueIf(accountId: string, hasLeft: (facts: AgentFacts) => boolean): Promise<number[]> {
    return run(
      SYSTEM,
      async (ctx) => (hasLeft(await lockFacts(ctx.tx, accountId)) ? requeueConversations(ctx, accountId) : []),
      undefined,
    );
  }

  return {
    wake,
    onCommitted: (events) => {
      for (const event of events) track(react(event, wake));
    },
    consumer: {
      name: 'routing',
      types: [
        'conversation.waiting',
        'conversation.transferred',
        'conversation.closed',
        'agent.presence_changed',
        'org_unit.updated',
        'account.enabled',
        'account.updated',
        'account.disabled',
        'account.deleted',
      ],
      handle: (event) => react(event, assign),
    },
    sweep: async () => {
      const rows = await db
        .selectFrom('conversations')
        .select('skill_group_id')
        .distinct()
        .where('state', '=', 'waiting')
        .execute();
      let fixed = 0;
      for (const row of rows) if (!busy.has(row.skill_group_id)) fixed += await assign(row.skill_group_id);
      if (fixed > 0) {
        metrics.sweepFixes.inc(fixed);
        log.error({ fixed }, 'only the sweep found these waiting conversations');
      }
      return fixed;
    },
    settle: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

interface AgentFacts {
  /** Undefined: no agent. */
  readonly state: string | undefined;
  readonly enabled: boolean;
}

const servesNoMore = ({ state, enabled }: AgentFacts) => state === undefined || !enabled;
const isGone = (facts: AgentFacts) => servesNoMore(facts) || facts.state === 'offline';

/** The agent's row stays locked, so nothing is given to them meanwhile. */
async function lockFacts(tx: DatabaseTransaction, accountId: string): Promise<AgentFacts> {
  const agent = await tx
    .selectFrom('agents')
    .select('state')
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  const account = await tx.selectFrom('accounts').select('disabled_at').where('id', '=', accountId).executeTakeFirst();
  return { state: agent?.state, enabled: account?.disabled_at === null };
}

/** The group to which an agent belongs: whoever has handed something over has room. */
async function findGroupOf(db: Database, accountId: string): Promise<number | undefined> {
  const row = await db.selectFrom('accounts').select('org_unit_id').where('id', '=', accountId).executeTakeFirst();
  return row?.org_unit_id;
}

/** The group to which the agent of a conversation belongs: with its end there is room, wherever the conversation itself came from. */
async function findGroupOfAgent(db: Database, conversationId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('conversations')
    .innerJoin('accounts', 'accounts.id', 'conversations.agent_id')
    .select('accounts.org_unit_id')
    .where('conversations.id', '=', conversationId)
    .executeTakeFirst();
  return row?.org_unit_id;
}
