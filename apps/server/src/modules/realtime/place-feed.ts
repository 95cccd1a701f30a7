import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { findGroupsOfWaiting, findPlaces } from '../queue/index.ts';
import type { Session, VisitorIdentity } from './session.ts';

type VisitorSession = Session<VisitorIdentity>;

/** A visitor's open conversation, and what each of their windows was told last. */
interface Watched {
  /** Null while it does not wait. */
  skillGroupId: number | null;
  readonly told: Map<VisitorSession, string>;
}

const FLUSH_MS = 1_000;
/** Of the time, at most one part in so many goes into this. */
const SHARE = 20;
/** Agents come and go and services get longer without the queue moving. */
const REFRESH_MS = 10_000;

/**
 * Tells waiting visitors where they stand, whenever that changes: gathers what happens, goes through each skill group concerned once, at
 * once when it was quiet and then at most once a second, less often where very many wait. Nothing of it is stored or repeated: the next
 * connection is told anew.
 */
export class PlaceFeed {
  readonly #db: Database;
  readonly #log: Logger;
  readonly #watched = new Map<string, Watched>();
  readonly #bySession = new Map<VisitorSession, string>();
  /** Whose skill group must be looked up. */
  #unknown = new Set<string>();
  #changedGroups = new Set<number>();
  #pauseUntil = 0;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  readonly #refresh: NodeJS.Timeout;

  constructor(db: Database, log: Logger) {
    this.#db = db;
    this.#log = log;
    this.#refresh = setInterval(() => this.#lookAgain(), REFRESH_MS).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#refresh);
    clearTimeout(this.#timer ?? undefined);
  }

  /** This window of a visitor shows this conversation from now on. */
  watch(session: VisitorSession, conversationId: string): void {
    if (this.#bySession.get(session) === conversationId) return;
    this.leave(session);
    this.#bySession.set(session, conversationId);
    const watched = this.#watched.get(conversationId) ?? { skillGroupId: null, told: new Map() };
    this.#watched.set(conversationId, watched);
    watched.told.set(session, '');
    this.#unknown.add(conversationId);
    this.#schedule();
  }

  leave(session: VisitorSession): void {
    const conversationId = this.#bySession.get(session);
    if (conversationId === undefined) return;
    this.#bySession.delete(session);
    const told = this.#watched.get(conversationId)?.told;
    if (told?.delete(session) && told.size === 0) this.#watched.delete(conversationId);
  }

  /** A conversation of this skill group began or ceased to wait, or has another place there. */
  changed(conversationId: string, skillGroupId: number): void {
    if (this.#watched.size === 0) return;
    if (this.#watched.has(conversationId)) this.#unknown.add(conversationId);
    this.#changedGroups.add(skillGroupId);
    this.#schedule();
  }

  #lookAgain(): void {
    for (const { skillGroupId } of this.#watched.values())
      if (skillGroupId !== null) this.#changedGroups.add(skillGroupId);
    if (this.#changedGroups.size > 0) this.#schedule();
  }

  #schedule(): void {
    if (this.#timer || this.#stopped) return;
    this.#timer = setTimeout(() => void this.#flush(), Math.max(0, this.#pauseUntil - performance.now())).unref();
  }

  async #flush(): Promise<void> {
    const began = performance.now();
    const unknown = [...this.#unknown];
    const groups = this.#changedGroups;
    this.#unknown = new Set();
    this.#changedGroups = new Set();
    try {
      await this.#tell(unknown, groups);
    } catch (error) {
      this.#log.warn({ err: error }, 'places in the queue wait for the database');
      for (const id of unknown) if (this.#watched.has(id)) this.#unknown.add(id);
      for (const id of groups) this.#changedGroups.add(id);
    }
    this.#pauseUntil = performance.now() + Math.max(FLUSH_MS, SHARE * (performance.now() - began));
    this.#timer = null;
    if (this.#unknown.size > 0 || this.#changedGroups.size > 0) this.#schedule();
  }

  async #tell(unknown: readonly string[], groups: ReadonlySet<number>): Promise<void> {
    const found = unknown.length === 0 ? new Map<string, number>() : await findGroupsOfWaiting(this.#db, unknown);
    const concerned = new Set([...groups, ...found.values()]);
    for (const id of unknown) {
      const watched = this.#watched.get(id);
      if (watched) watched.skillGroupId = found.get(id) ?? null;
    }
    const ids: string[] = [];
    const asked = new Set<number>();
    for (const [id, { skillGroupId }] of this.#watched) {
      if (skillGroupId === null || !concerned.has(skillGroupId)) continue;
      ids.push(id);
      asked.add(skillGroupId);
    }
    if (ids.length === 0) return;
    for (const place of await findPlaces(this.#db, [...asked], ids)) {
      const frame = JSON.stringify({ type: 'place', ...place });
      const told = this.#watched.get(place.conversationId)?.told;
      for (const [session, last] of told ?? []) {
        if (last === frame) continue;
        told?.set(session, frame);
        session.connection.deliver(frame);
      }
    }
  }
}
