import type { Database, DatabaseTransaction } from '../../platform/database/index.ts';
import type { CommittedEvent, ConsumerDefinition, LoggedEvent } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import { type RunUseCase, SYSTEM } from '../access/index.ts';
import { requeueConversations } from '../conversations/index.ts';
import type { AssignmentGate } from './ask-before-assign.ts';
import { assignWaiting, findAssignable, type Given } from './assign-waiting.ts';
import { findAgentOf, findGroupsBelow, findGroupsOf, findWaitingGroups } from './routing.store.ts';

/** Who gets which conversation. The whole interface: everything else may change behind it. */
export interface Router {
  /** Something may be possible now in this skill group that was not before. Cheap, and safe to call too often. */
  wake(skillGroupId: number): void;
  /** Reacts at once to what this node committed. */
  onCommitted(events: readonly CommittedEvent[]): void;
  /** Reacts to the event log: what a crash kept from `onCommitted` is made up for here. */
  readonly consumer: ConsumerDefinition;
  /** Looks at every skill group that has something waiting, once this node begins to work. */
  start(): Promise<void>;
  /** Looks at every skill group that has something waiting; a metric counts what only this found. */
  sweep(): Promise<number>;
  /** Resolves when nothing is under way; what time alone would make possible is left to others. */
  settle(): Promise<void>;
}

type RoutingEvent = Pick<CommittedEvent | LoggedEvent, 'type' | 'payload'> & {
  readonly orgUnitId?: number | null;
  readonly conversationId?: string | null;
};

/** Clocks and timers differ a little. */
const TIMER_SLACK_MS = 20;
/** So long after it became possible an assignment is late. */
const PATIENCE_MS = 2_000;

export function createRouter({
  db,
  run,
  gate,
  metrics,
  log,
}: {
  db: Database;
  run: RunUseCase;
  /** Whom to ask before somebody is given a conversation; absent: nobody. */
  gate?: AssignmentGate;
  metrics: Metrics;
  log: Logger;
}): Router {
  /** Skill groups that are being worked on; true: look once more afterwards. */
  const busy = new Map<number, boolean>();
  const underWay = new Set<Promise<unknown>>();
  /** When somebody's next batch is due, by skill group. */
  const batches = new Map<number, NodeJS.Timeout>();
  let stopped = false;

  /** Plugins have their say before the transaction. */
  async function assignOnce(skillGroupId: number): Promise<Given> {
    const consent = await gate?.consult(skillGroupId);
    const given = await run(SYSTEM, assignWaiting, { skillGroupId, consent });
    gate?.forget(given.ids);
    return given;
  }

  async function assign(skillGroupId: number): Promise<number> {
    let total = 0;
    for (;;) {
      const { ids, retryAt } = await assignOnce(skillGroupId);
      if (retryAt !== null) wakeAt(skillGroupId, retryAt);
      if (ids.length === 0) return total;
      total += ids.length;
      metrics.assignments.inc({ by: 'routing' }, ids.length);
    }
  }

  function wakeAt(skillGroupId: number, at: number): void {
    clearTimeout(batches.get(skillGroupId));
    if (stopped) return;
    const timer = setTimeout(() => wake(skillGroupId), Math.max(0, at - Date.now()) + TIMER_SLACK_MS);
    batches.set(skillGroupId, timer.unref());
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
      case 'conversation.prioritized':
        if (event.orgUnitId != null) groups.add(event.orgUnitId);
        break;
      // There may be a new skill group, more room, another rule; for those below, too, as far as they inherit.
      case 'org_unit.updated':
      case 'org_unit.moved':
      case 'org_unit.routing_settings_changed':
        if (event.orgUnitId != null) for (const id of await findGroupsBelow(db, event.orgUnitId)) groups.add(id);
        break;
      case 'conversation.transferred': {
        // Whoever has handed something over has room.
        const { from } = event.payload as { from: { id: string } };
        for (const id of await findGroupsOf(db, [from.id])) groups.add(id);
        break;
      }
      case 'conversation.closed': {
        // There is room where the agent belongs, wherever the conversation itself came from.
        const agentId = event.conversationId && (await findAgentOf(db, event.conversationId));
        if (agentId) for (const id of await findGroupsOf(db, [agentId])) groups.add(id);
        break;
      }
      case 'agent.presence_changed': {
        const { accountId, to } = event.payload as { accountId: string; to: string };
        if (to === 'offline') for (const id of await requeueIf(accountId, isGone)) groups.add(id);
        // Whoever is gone: what was bound to them may go to others.
        if (to === 'ready' || to === 'offline') for (const id of await findGroupsOf(db, [accountId])) groups.add(id);
        break;
      }
      case 'account.enabled':
      case 'account.updated':
      case 'account.disabled':
      case 'account.deleted': {
        // What they serve, if they may not any more; and whoever waits where they have come to.
        const { accountId } = event.payload as { accountId: string };
        for (const id of await requeueIf(accountId, servesNoMore)) groups.add(id);
        for (const id of await findGroupsOf(db, [accountId])) groups.add(id);
        break;
      }
    }
    for (const id of groups) await assignGroup(id);
  }

  /** Only what could have been given for a while already was forgotten; what is new is being given by somebody at this moment. */
  async function sweepGroup(skillGroupId: number): Promise<number> {
    const possible = new Set(
      await run.read(SYSTEM, findAssignable, { skillGroupId, consent: await gate?.consult(skillGroupId) }),
    );
    if (possible.size === 0) return 0;
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    const { ids } = await assignOnce(skillGroupId);
    if (ids.length > 0) wake(skillGroupId);
    return ids.filter((id) => possible.has(id)).length;
  }

  /** Looked at once more, under a lock: an agent who has come back meanwhile keeps what they have. */
  function requeueIf(accountId: string, hasLeft: (facts: AgentFacts) => boolean): Promise<number[]> {
    return run(
      SYSTEM,
      async (ctx) => {
        const facts = await lockFacts(ctx.tx, accountId);
        // Whoever may come back finds what they have put aside.
        return hasLeft(facts) ? requeueConversations(ctx, accountId, { keepSnoozed: !servesNoMore(facts) }) : [];
      },
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
        'conversation.prioritized',
        'conversation.transferred',
        'conversation.closed',
        'agent.presence_changed',
        'org_unit.updated',
        'org_unit.moved',
        'org_unit.routing_settings_changed',
        'account.enabled',
        'account.updated',
        'account.disabled',
        'account.deleted',
      ],
      handle: (event) => react(event, assign),
    },
    start: async () => {
      for (const id of await findWaitingGroups(db)) wake(id);
    },
    sweep: async () => {
      let fixed = 0;
      for (const id of await findWaitingGroups(db)) fixed += await sweepGroup(id);
      if (fixed > 0) {
        metrics.sweepFixes.inc(fixed);
        log.error({ fixed }, 'only the sweep found these waiting conversations');
      }
      return fixed;
    },
    settle: async () => {
      stopped = true;
      for (const timer of batches.values()) clearTimeout(timer);
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
