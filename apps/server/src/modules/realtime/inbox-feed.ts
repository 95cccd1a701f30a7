import type { Conversation, InboxPatch } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { countServed, countWaiting, findConversations } from '../conversations/index.ts';
import type { UnitTree } from '../organization/index.ts';
import { type AgentIdentity, type Session, seesConversations } from './session.ts';

type AgentSession = Session<AgentIdentity>;

/** What one screen has not been told yet. */
interface Pending {
  readonly rows: Set<string>;
  readonly patches: Map<string, InboxPatch>;
  counts: boolean;
}

const FLUSH_MS = 250;

/**
 * Keeps the lists of agents' screens true: gathers changes and sends them as small deltas, at once when it was quiet, and
 * never more than four times a second. Only what an agent is given does not wait.
 */
export class InboxFeed {
  readonly #db: Database;
  readonly #log: Logger;
  readonly #byAccount = new Map<string, Set<AgentSession>>();
  /** By the unit in which their lists are narrowed. */
  readonly #byScope = new Map<number, Set<AgentSession>>();
  readonly #tree: UnitTree;
  readonly #unknown = new Set<number>();
  /** Conversations that changed their place: whoever serves one hears of it, wherever it lies. */
  #moved = new Set<string>();
  #pending = new Map<AgentSession, Pending>();
  /** Conversations that somebody here was just given. */
  #assigned = new Set<string>();
  #lastFlush = 0;
  #scheduled = false;
  /** One flush at a time: a late frame with older rows must not overtake a newer one. */
  #flushing: Promise<void> = Promise.resolve();

  constructor(db: Database, tree: UnitTree, log: Logger) {
    this.#db = db;
    this.#tree = tree;
    this.#log = log;
  }

  get sessions(): Iterable<AgentSession> {
    return this.#byAccount.values().flatMap((sessions) => sessions.values());
  }

  sessionsOf(accountId: string): ReadonlySet<AgentSession> {
    return this.#byAccount.get(accountId) ?? new Set();
  }

  add(session: AgentSession): void {
    addTo(this.#byAccount, session.identity.id, session);
    if (seesConversations(session.identity)) addTo(this.#byScope, session.identity.scopeId, session);
  }

  remove(session: AgentSession): void {
    removeFrom(this.#byAccount, session.identity.id, session);
    removeFrom(this.#byScope, session.identity.scopeId, session);
    this.#pending.delete(session);
  }

  /** A conversation entered, left or changed its place in lists. */
  changed(conversationId: string, skillGroupId: number, formerAgentId?: string): void {
    for (const session of this.#sessionsOver(skillGroupId, () => this.changed(conversationId, skillGroupId))) {
      addRow(this.#pending, session, conversationId);
    }
    if (formerAgentId !== undefined)
      for (const session of this.sessionsOf(formerAgentId)) addRow(this.#pending, session, conversationId);
    this.#moved.add(conversationId);
    this.#schedule();
  }

  /** Whoever was given a conversation sees it at once, not with the next flush; of everything else they are told with that. */
  assigned(conversationId: string, agentId: string): void {
    if (!this.#byAccount.has(agentId)) return;
    this.#assigned.add(conversationId);
    if (this.#assigned.size > 1) return;
    this.#flushing = this.#flushing.then(() => this.#showAssigned());
  }

  async #showAssigned(): Promise<void> {
    const ids = [...this.#assigned];
    this.#assigned.clear();
    try {
      for (const row of await findConversations(this.#db, ids))
        for (const session of this.#byAccount.get(row.agent?.id ?? '') ?? [])
          session.connection.deliver(`{"type":"inbox","rows":[${JSON.stringify(row)}],"patches":[],"removed":[]}`);
    } catch (error) {
      this.#log.warn({ err: error }, 'assigned conversations are shown with the next flush');
    }
  }

  /** Something of a row changed, not its place: everybody in whose list it stands gets the patch. */
  patched(patch: InboxPatch, agentId: string | null, skillGroupId: number): void {
    const again = () => this.patched(patch, agentId, skillGroupId);
    const sessions =
      agentId === null ? this.#sessionsOver(skillGroupId, again) : [...(this.#byAccount.get(agentId) ?? [])];
    if (sessions.length === 0) return;
    for (const session of sessions) {
      const { patches } = this.#of(session);
      patches.set(patch.id, { ...patches.get(patch.id), ...patch });
    }
    this.#schedule();
  }

  /** Screens whose lists reach a unit. One that was made a moment ago may not be known yet: then the tree is read first, once. */
  #sessionsOver(unitId: number, again: () => void): AgentSession[] {
    const line = this.#tree.lineOf(unitId);
    if (line.length === 0 && unitId > 0 && !this.#unknown.has(unitId)) {
      this.#unknown.add(unitId);
      this.#tree.refresh().then(again, (error: unknown) => {
        this.#unknown.delete(unitId);
        this.#log.warn({ err: error }, 'the organization tree could not be read');
      });
    }
    return line.flatMap((id) => [...(this.#byScope.get(id) ?? [])]);
  }

  #of(session: AgentSession): Pending {
    return pendingOf(this.#pending, session);
  }

  #schedule(delay = Math.max(0, this.#lastFlush + FLUSH_MS - performance.now())): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#flushing = this.#flushing.then(() => this.#flush());
    }, delay);
  }

  async #flush(): Promise<void> {
    this.#lastFlush = performance.now();
    this.#scheduled = false;
    const pending = this.#pending;
    const moved = this.#moved;
    this.#pending = new Map();
    this.#moved = new Set();
    if (this.#byAccount.size === 0) return;
    try {
      await this.#send(pending, moved);
    } catch (error) {
      this.#log.warn({ err: error }, 'inbox deltas wait for the database');
      for (const [session, { rows, patches }] of pending) {
        if (!session.connection.isOpen) continue;
        const again = this.#of(session);
        for (const id of rows) again.rows.add(id);
        for (const patch of patches.values()) again.patches.set(patch.id, { ...patch, ...again.patches.get(patch.id) });
        again.counts = true;
      }
      for (const id of moved) this.#moved.add(id);
      this.#schedule(FLUSH_MS);
    }
  }

  async #send(pending: Map<AgentSession, Pending>, moved: ReadonlySet<string>): Promise<void> {
    const found = moved.size === 0 ? [] : await findConversations(this.#db, [...moved]);
    for (const row of found)
      for (const session of this.#byAccount.get(row.agent?.id ?? '') ?? []) addRow(pending, session, row.id);
    const accounts = [...pending].flatMap(([{ identity }, { counts }]) => (counts ? [identity.id] : []));
    const [served, waiting] =
      accounts.length === 0
        ? [new Map<string, { mine: number; snoozed: number }>(), new Map<number, number>()]
        : await Promise.all([countServed(this.#db, accounts), countWaiting(this.#db)]);
    const waitingBelow = this.#sumUp(waiting);
    const rows = new Map(found.map((row) => [row.id, { row, json: JSON.stringify(row) }]));
    for (const [session, change] of pending) {
      const { id, scopeId } = session.identity;
      const waitingHere = seesConversations(session.identity) ? waitingBelow.get(scopeId) : 0;
      const shown: string[] = [];
      const removed: string[] = [];
      for (const rowId of change.rows) {
        const entry = rows.get(rowId);
        if (entry && this.#standsInInbox(entry.row, session.identity)) shown.push(entry.json);
        else removed.push(rowId);
      }
      const counts = change.counts
        ? `,"counts":${JSON.stringify({ ...(served.get(id) ?? { mine: 0, snoozed: 0 }), waiting: waitingHere ?? 0 })}`
        : '';
      session.connection.deliver(
        `{"type":"inbox","rows":[${shown.join(',')}],"patches":${JSON.stringify([...change.patches.values()])},"removed":${JSON.stringify(removed)}${counts}}`,
      );
    }
  }

  #standsInInbox(row: Conversation, { id, scopeId }: AgentIdentity): boolean {
    return row.agent?.id === id || (row.state === 'waiting' && this.#tree.isWithin(row.skillGroup.id, scopeId));
  }

  /** From how many wait in each skill group to how many wait in each unit and below. */
  #sumUp(waiting: ReadonlyMap<number, number>): Map<number, number> {
    const below = new Map<number, number>();
    for (const [group, count] of waiting)
      for (const id of this.#tree.lineOf(group)) below.set(id, (below.get(id) ?? 0) + count);
    return below;
  }
}

function pendingOf(all: Map<AgentSession, Pending>, session: AgentSession): Pending {
  let pending = all.get(session);
  if (!pending) {
    pending = { rows: new Set(), patches: new Map(), counts: false };
    all.set(session, pending);
  }
  return pending;
}

function addRow(all: Map<AgentSession, Pending>, session: AgentSession, conversationId: string): void {
  const pending = pendingOf(all, session);
  pending.rows.add(conversationId);
  pending.counts = true;
}

function addTo<K>(index: Map<K, Set<AgentSession>>, key: K, session: AgentSession): void {
  const sessions = index.get(key);
  if (sessions) sessions.add(session);
  else index.set(key, new Set([session]));
}

function removeFrom<K>(index: Map<K, Set<AgentSession>>, key: K, session: AgentSession): void {
  const sessions = index.get(key);
  if (sessions?.delete(session) && sessions.size === 0) index.delete(key);
}
