import type { Conversation, InboxPatch } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { countActive, countWaiting, findConversations } from '../conversations/index.ts';
import type { AgentIdentity, Session } from './session.ts';

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
 * never more than four times a second.
 */
export class InboxFeed {
  readonly #db: Database;
  readonly #log: Logger;
  readonly #byAccount = new Map<string, Set<AgentSession>>();
  readonly #byUnit = new Map<number, Set<AgentSession>>();
  #pending = new Map<AgentSession, Pending>();
  #lastFlush = 0;
  #scheduled = false;
  /** One flush at a time: a late frame with older rows must not overtake a newer one. */
  #flushing: Promise<void> = Promise.resolve();

  constructor(db: Database, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /** Units that a screen of this node cares for. */
  get units(): MapIterator<number> {
    return this.#byUnit.keys();
  }

  sessionsOf(accountId: string): ReadonlySet<AgentSession> {
    return this.#byAccount.get(accountId) ?? new Set();
  }

  add(session: AgentSession): void {
    addTo(this.#byAccount, session.identity.id, session);
    for (const unit of session.identity.units) addTo(this.#byUnit, unit, session);
  }

  remove(session: AgentSession): void {
    removeFrom(this.#byAccount, session.identity.id, session);
    for (const unit of session.identity.units) removeFrom(this.#byUnit, unit, session);
    this.#pending.delete(session);
  }

  /** A conversation entered, left or changed its place in lists. */
  changed(conversationId: string, skillGroupId: number): void {
    for (const session of this.#byUnit.get(skillGroupId) ?? []) {
      const pending = this.#of(session);
      pending.rows.add(conversationId);
      pending.counts = true;
    }
    this.#schedule();
  }

  /** Something of a row changed, not its place: everybody in whose list it stands gets the patch. */
  patched(patch: InboxPatch, agentId: string | null, skillGroupId: number): void {
    const sessions = agentId === null ? this.#byUnit.get(skillGroupId) : this.#byAccount.get(agentId);
    if (!sessions || sessions.size === 0) return;
    for (const session of sessions) {
      const { patches } = this.#of(session);
      patches.set(patch.id, { ...patches.get(patch.id), ...patch });
    }
    this.#schedule();
  }

  #of(session: AgentSession): Pending {
    let pending = this.#pending.get(session);
    if (!pending) {
      pending = { rows: new Set(), patches: new Map(), counts: false };
      this.#pending.set(session, pending);
    }
    return pending;
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
    this.#pending = new Map();
    try {
      await this.#send(pending);
    } catch (error) {
      this.#log.warn({ err: error }, 'inbox deltas wait for the database');
      for (const [session, { rows, patches }] of pending) {
        if (!session.connection.isOpen) continue;
        const again = this.#of(session);
        for (const id of rows) again.rows.add(id);
        for (const patch of patches.values()) again.patches.set(patch.id, { ...patch, ...again.patches.get(patch.id) });
        again.counts = true;
      }
      this.#schedule(FLUSH_MS);
    }
  }

  async #send(pending: ReadonlyMap<AgentSession, Pending>): Promise<void> {
    const ids = new Set<string>();
    const accounts = new Set<string>();
    const units = new Set<number>();
    for (const [session, { rows, counts }] of pending) {
      for (const id of rows) ids.add(id);
      if (!counts) continue;
      accounts.add(session.identity.id);
      for (const unit of session.identity.units) units.add(unit);
    }
    const [found, active, waiting] =
      ids.size + accounts.size === 0
        ? [[], new Map<string, number>(), new Map<number, number>()]
        : await Promise.all([
            findConversations(this.#db, [...ids]),
            countActive(this.#db, [...accounts]),
            countWaiting(this.#db, [...units]),
          ]);
    const rows = new Map(found.map((row) => [row.id, { row, json: JSON.stringify(row) }]));
    for (const [session, change] of pending) {
      const { id, units: seen } = session.identity;
      const shown: string[] = [];
      const removed: string[] = [];
      for (const rowId of change.rows) {
        const entry = rows.get(rowId);
        if (entry && standsInInbox(entry.row, session.identity)) shown.push(entry.json);
        else removed.push(rowId);
      }
      const counts = change.counts
        ? `,"counts":${JSON.stringify({ mine: active.get(id) ?? 0, waiting: [...seen].reduce((sum, unit) => sum + (waiting.get(unit) ?? 0), 0) })}`
        : '';
      session.connection.deliver(
        `{"type":"inbox","rows":[${shown.join(',')}],"patches":${JSON.stringify([...change.patches.values()])},"removed":${JSON.stringify(removed)}${counts}}`,
      );
    }
  }
}

function standsInInbox(row: Conversation, { id, units }: AgentIdentity): boolean {
  return row.agent?.id === id || (row.state === 'waiting' && units.has(row.skillGroup.id));
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
