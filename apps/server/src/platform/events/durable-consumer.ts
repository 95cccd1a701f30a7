import { sql } from 'kysely';
import type { DatabaseConnection } from '../database/index.ts';
import type { Logger } from '../logging/index.ts';
import type { Metrics } from '../metrics/index.ts';
import { type LoggedEvent, type LogPosition, readLog } from './event-log.ts';
import type { Lead, LeaderSession, Leadership } from './leadership.ts';

export interface ConsumerDefinition {
  /** Stable: the cursor is kept under this name. */
  readonly name: string;
  readonly types: readonly string[];
  /** May be called again with the same event: after a crash, a failure, a move to another node. */
  readonly handle: (event: LoggedEvent) => Promise<void>;
  /** The same for a whole page at once, where that is cheaper. If it fails, each event is handled by itself. */
  readonly handleTogether?: (events: readonly LoggedEvent[]) => Promise<void>;
  /** Most events of one look at the log; default 200. */
  readonly page?: number;
  /** Milliseconds of rest after each look at the log, at most 200 events: work that may come later leaves the processors to what may not. */
  readonly pauseMs?: number;
  /** A new consumer begins with what happens from now on, or with everything there is. */
  readonly from?: 'now' | 'beginning';
  /** Attempts before an event becomes a dead letter; default 8. */
  readonly maxAttempts?: number;
  /** Wait before attempt n + 1, in milliseconds; default 250 · 2ⁿ, at most 30 s. */
  readonly backoffMs?: (attempt: number) => number;
}

export interface DurableConsumer {
  readonly name: string;
  /** There may be something new: look now rather than at the next poll. */
  wake(): void;
  stop(): Promise<void>;
}

export interface ConsumerParts {
  readonly connection: DatabaseConnection;
  readonly leadership: Leadership;
  readonly log: Logger;
  readonly metrics: Metrics;
}

const PAGE = 200;
const POLL_MS = 1_000;
/** After a wake-up that found nothing: an older transaction is probably still open, and closes any moment. */
const SOON_MS = 25;
const SOON_TRIES = 8;

/**
 * Reacts to the event log at least once for each event, in order, on exactly one node at a time: the one that holds the
 * advisory lock of this consumer. The cursor moves on after each page; an event that keeps failing is put aside as a dead letter.
 */
export function startConsumer(
  definition: ConsumerDefinition,
  { connection, leadership, log, metrics }: ConsumerParts,
): DurableConsumer {
  const { name } = definition;
  const maxAttempts = definition.maxAttempts ?? 8;
  const backoffMs = definition.backoffMs ?? ((attempt) => Math.min(30_000, 250 * 2 ** attempt));
  let stopped = false;
  let woken = false;
  let interrupt: (() => void) | undefined;
  let lightSleep = false;

  /** Stopping ends every sleep; news ends only a light one. */
  const sleep = (ms: number, { light }: { light: boolean }) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      lightSleep = light;
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopped || (light && woken)) interrupt();
    });

  async function handle(event: LoggedEvent): Promise<void> {
    for (let attempt = 1; !stopped; attempt += 1) {
      try {
        await definition.handle(event);
        return;
      } catch (error) {
        log.warn(
          { consumer: name, position: event.position, type: event.type, attempt, err: error },
          'event not handled',
        );
        if (attempt >= maxAttempts) return bury(event, attempt, error);
        await sleep(backoffMs(attempt), { light: false });
      }
    }
    throw new Error('stopped');
  }

  async function handledTogether(events: readonly LoggedEvent[]): Promise<boolean> {
    if (!definition.handleTogether || events.length === 1) return false;
    try {
      await definition.handleTogether(events);
      return true;
    } catch (error) {
      log.warn({ consumer: name, events: events.length, err: error }, 'events not handled together');
      return false;
    }
  }

  async function bury(event: LoggedEvent, attempts: number, error: unknown): Promise<void> {
    await sql`
      insert into event_dead_letters (consumer, transaction_id, position, type, error, attempts)
      values (${name}, ${event.transactionId}::xid8, ${event.position}::bigint, ${event.type}, ${String(error).slice(0, 1_000)}, ${attempts})
      on conflict (consumer, position) do update set error = excluded.error, attempts = excluded.attempts, failed_at = now()`.execute(
      connection.db,
    );
    metrics.deadLetters.inc({ consumer: name });
    log.error({ consumer: name, position: event.position, type: event.type }, 'event became a dead letter');
  }

  async function rest(): Promise<void> {
    if (definition.pauseMs !== undefined && !stopped) await sleep(definition.pauseMs, { light: false });
  }

  /** Everything that is there; answers whether it found anything. */
  async function consume(leader: LeaderSession): Promise<boolean> {
    let found = false;
    let cursor = await readCursor(leader, definition);
    while (!stopped) {
      const events = await readLog(connection.db, definition.types, cursor, definition.page ?? PAGE);
      const first = events[0];
      const last = events.at(-1);
      metrics.eventLogLag.set({ consumer: name }, first ? Math.max(0, (Date.now() - first.at.getTime()) / 1_000) : 0);
      if (!last) {
        await rest();
        break;
      }
      found = true;
      const written = asWritten(events);
      if (!(await handledTogether(written))) for (const event of written) await handle(event);
      cursor = last;
      // Over the connection that holds the lock: if that was lost, so is this write.
      await leader.query(
        'update event_consumers set transaction_id = $2::xid8, position = $3::bigint, updated_at = now() where name = $1',
        [name, cursor.transactionId, cursor.position],
      );
      await rest();
    }
    return found;
  }

  async function lead({ session, isLost, onLost }: Lead): Promise<void> {
    onLost(() => interrupt?.());
    let soon = 0;
    while (!stopped && !isLost()) {
      soon = woken ? SOON_TRIES : soon - 1;
      woken = false;
      const found = await consume(session);
      if (!found && !woken) await sleep(soon > 0 ? SOON_MS : POLL_MS, { light: true });
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      let claimed: Lead | null = null;
      try {
        claimed = await leadership.claim(name);
        if (claimed) await lead(claimed);
      } catch (error) {
        if (!stopped) log.warn({ consumer: name, err: error }, 'consumer interrupted');
      }
      await claimed?.release();
      woken = false;
      // Somebody else leads: the news are theirs.
      if (!stopped) await sleep(POLL_MS, { light: false });
    }
  }

  const running = run();
  return {
    name,
    wake: () => {
      woken = true;
      if (lightSleep) interrupt?.();
    },
    stop: async () => {
      stopped = true;
      interrupt?.();
      await running;
    },
  };
}

/**
 * The log is read by transaction, so that none is missed; but a transaction may be older than another and write after it. Within a page positions
 * tell, also of what belongs to no conversation; they never contradict the order of one.
 */
const asWritten = (events: readonly LoggedEvent[]): LoggedEvent[] =>
  events.toSorted((one, other) => Number(BigInt(one.position) - BigInt(other.position)));

async function readCursor(client: LeaderSession, definition: ConsumerDefinition): Promise<LogPosition> {
  const find = () =>
    client.query<{ transaction_id: string; position: string }>(
      'select transaction_id::text, position::text from event_consumers where name = $1',
      [definition.name],
    );
  let { rows } = await find();
  if (!rows[0]) {
    const start = definition.from === 'beginning' ? "'0'::xid8" : 'pg_snapshot_xmin(pg_current_snapshot())';
    await client.query(
      `insert into event_consumers (name, transaction_id, position) values ($1, ${start}, 0) on conflict (name) do nothing`,
      [definition.name],
    );
    ({ rows } = await find());
  }
  return { transactionId: rows[0]?.transaction_id ?? '0', position: rows[0]?.position ?? '0' };
}
