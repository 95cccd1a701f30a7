import type pg from 'pg';
import type { DatabaseConnection } from '../database/index.ts';

/** Holds the locks: what is written over it is written by the leader, or not at all. */
export interface LeaderSession {
  query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>>;
}

/** A name that is led by this node, while it lasts. */
export interface Lead {
  readonly session: LeaderSession;
  /** Somebody else may lead by now. */
  readonly isLost: () => boolean;
  readonly onLost: (listener: () => void) => void;
  /** Lets another node lead. */
  release(): Promise<void>;
}

/**
 * Who does what only one node may do at a time. All the locks of a node are held by one connection, however many there are: each plugin that
 * observes something has one, and connections are few.
 */
export interface Leadership {
  /** Null: it is led already, by another node or by this one. */
  claim(name: string): Promise<Lead | null>;
  /** Gives up everything. */
  close(): Promise<void>;
}

/**
 * How soon a connection that fell silent is noticed: after a beat and the silence. Only then the server gives its locks to others, so that
 * seldom two take themselves for the leader.
 */
const DEADLINES = { beatMs: 5_000, silentMs: 10_000, idleMs: 20_000 };

export function createLeadership(
  connection: DatabaseConnection,
  { beatMs, silentMs, idleMs }: typeof DEADLINES = DEADLINES,
): Leadership {
  let opening: Promise<OwnSession> | null = null;
  /** A session gets a lock that it holds a second time, so the second claim of a name is refused here. */
  const names = new Set<string>();
  const losers = new Set<() => void>();

  function open(): Promise<OwnSession> {
    opening ??= connection.connect('cskefu consumers', { silentMs, idleMs }).then(
      (client) => {
        const query = inTurn(client);
        // Consumers may be long at their work: the connection is asked whether it is there all the same.
        const beat = setInterval(() => query('select 1', []).catch(() => undefined), beatMs);
        client.once('end', () => {
          clearInterval(beat);
          opening = null;
          for (const lose of losers) lose();
        });
        return { query, end: () => client.end() };
      },
      (error: unknown) => {
        opening = null;
        throw error;
      },
    );
    return opening;
  }

  function leadOf(name: string, session: LeaderSession): Lead {
    let isLost = false;
    const listeners: (() => void)[] = [];
    const lose = () => {
      isLost = true;
      for (const listener of listeners) listener();
    };
    losers.add(lose);
    return {
      session,
      isLost: () => isLost,
      onLost: (listener) => void listeners.push(listener),
      release: async () => {
        losers.delete(lose);
        if (!isLost) await session.query(UNLOCK, [name]).catch(() => undefined);
        names.delete(name);
      },
    };
  }

  return {
    claim: async (name) => {
      if (names.has(name)) return null;
      names.add(name);
      try {
        const session = await open();
        const { rows } = await session.query<{ leads: boolean }>(TRY_LOCK, [name]);
        if (rows[0]?.leads) return leadOf(name, session);
      } catch (error) {
        names.delete(name);
        throw error;
      }
      names.delete(name);
      return null;
    },
    close: async () => {
      const session = await opening?.catch(() => undefined);
      await session?.end().catch(() => undefined);
    },
  };
}

interface OwnSession extends LeaderSession {
  end(): Promise<void>;
}

/** One statement after the other: a client of `pg` is not to be asked while it is asked already. */
function inTurn(client: pg.Client): LeaderSession['query'] {
  let last: Promise<unknown> = Promise.resolve();
  return (text, values) => {
    const answer = last.then(() => client.query(text, [...values]));
    last = answer.catch(() => undefined);
    return answer;
  };
}

const KEYS = `hashtext('cskefu consumer'), hashtext($1)`;
const TRY_LOCK = `select pg_try_advisory_lock(${KEYS}) as leads`;
const UNLOCK = `select pg_advisory_unlock(${KEYS})`;
