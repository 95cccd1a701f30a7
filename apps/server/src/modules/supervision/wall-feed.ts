import type { WallChange } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { type LogPosition, readLog } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { type PlacedWall, presentWall, wallWithin } from './present-wall.ts';
import { readWall } from './wall.store.ts';
import { applyToWall, WALL_EVENTS, type WallState } from './wall-state.ts';

/** A screen with a wall on it. */
export interface WallScreen {
  /** The unit in which it is narrowed. */
  readonly scopeId: number;
  show(change: WallChange): void;
}

export interface WallFeed {
  watch(screen: WallScreen): void;
  leave(screen: WallScreen): void;
  stop(): void;
}

const TICK_MS = 1_000;
const PAGE = 1_000;
/** Whatever might have gone wrong is right again after so long. */
const RENEW_MS = 5 * 60_000;

/** What else a wall is made of: after these it is read anew. */
const RENEWING = [
  'account.created',
  'account.updated',
  'account.disabled',
  'account.enabled',
  'account.deleted',
  'account.imported',
  'org_unit.created',
  'org_unit.updated',
  'org_unit.moved',
  'org_unit.deleted',
  'org_unit.supervision_settings_changed',
  'org_unit.session_settings_changed',
  'supervision.alarm_acknowledged',
];
const TYPES = [...WALL_EVENTS, ...RENEWING];

interface Running {
  readonly state: WallState;
  /** What the log was found to hold already, by position. */
  readonly included: ReadonlySet<string>;
  readonly readAt: number;
  position: LogPosition;
  shown: PlacedWall;
}

/**
 * Keeps the walls of this node true while somebody looks: one snapshot of the desk, then each event of the log exactly once, and what changed
 * to every screen once a second. No node knows of the others: all read the same log.
 */
export function createWallFeed({ db, log }: { db: Database; log: Logger }): WallFeed {
  const screens = new Set<WallScreen>();
  const fresh = new Set<WallScreen>();
  let running: Running | null = null;
  let timer: NodeJS.Timeout | undefined;
  let busy = false;

  async function begin(): Promise<Running> {
    const { state, position, included } = await readWall(db, TYPES);
    return {
      state,
      included,
      readAt: Date.now(),
      position,
      shown: running?.shown ?? { groups: new Map(), agents: new Map(), alarms: [] },
    };
  }

  /** Answers whether something changed that no event tells in full. */
  async function catchUp(wall: Running): Promise<boolean> {
    for (;;) {
      const events = await readLog(db, TYPES, wall.position, PAGE);
      wall.position = events.at(-1) ?? wall.position;
      const news = events.filter(({ position }) => !wall.included.has(position));
      if (news.some(({ type }) => RENEWING.includes(type))) return true;
      for (const event of news) applyToWall(wall.state, event);
      if (events.length < PAGE) return false;
    }
  }

  async function tick(): Promise<void> {
    const now = new Date();
    const isOld = !running || now.getTime() - running.readAt > RENEW_MS || now >= running.state.dayEnds;
    if (isOld || !running || (await catchUp(running))) running = await begin();
    const before = running.shown;
    running.shown = presentWall(running.state, now);
    send(before, running.shown, now);
  }

  function send(before: PlacedWall, after: PlacedWall, now: Date): void {
    const changes = new Map<number, WallChange | null>();
    for (const screen of screens) {
      const { scopeId } = screen;
      if (fresh.delete(screen)) {
        screen.show({ ...wallWithin(after, scopeId, now), whole: true, removedGroups: [], removedAgents: [] });
        continue;
      }
      if (!changes.has(scopeId)) changes.set(scopeId, changeWithin(before, after, scopeId, now));
      const change = changes.get(scopeId);
      if (change) screen.show(change);
    }
  }

  function beat(): void {
    if (busy) return;
    busy = true;
    tick()
      .catch((error: unknown) => {
        running = null;
        for (const screen of screens) fresh.add(screen);
        log.warn({ err: error }, 'walls wait for the database');
      })
      .finally(() => {
        busy = false;
      });
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    running = null;
  }

  return {
    watch: (screen) => {
      screens.add(screen);
      fresh.add(screen);
      timer ??= setInterval(beat, TICK_MS);
      beat();
    },
    leave: (screen) => {
      screens.delete(screen);
      fresh.delete(screen);
      if (screens.size === 0) stop();
    },
    stop,
  };
}

/** The difference between two walls in a unit; null where there is none. */
function changeWithin(before: PlacedWall, after: PlacedWall, unitId: number, now: Date): WallChange | null {
  const was = wallWithin(before, unitId, now);
  const is = wallWithin(after, unitId, now);
  const groups = changed(was.groups, is.groups);
  const agents = changed(was.agents, is.agents);
  const quiet = JSON.stringify(was.alarms) === JSON.stringify(is.alarms);
  const nothing = [groups.rows, groups.removed, agents.rows, agents.removed].every((list) => list.length === 0);
  if (nothing && quiet) return null;
  return {
    at: is.at,
    whole: false,
    groups: groups.rows,
    agents: agents.rows,
    alarms: is.alarms,
    removedGroups: groups.removed,
    removedAgents: agents.removed,
  };
}

function changed<T extends { id: number | string }>(before: readonly T[], after: readonly T[]) {
  const old = new Map(before.map((row) => [row.id, JSON.stringify(row)]));
  const ids = new Set(after.map(({ id }) => id));
  return {
    rows: after.filter((row) => old.get(row.id) !== JSON.stringify(row)),
    removed: before.map(({ id }) => id).filter((id) => !ids.has(id)) as T['id'][],
  };
}
