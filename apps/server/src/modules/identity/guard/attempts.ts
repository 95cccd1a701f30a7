import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../../platform/database/index.ts';
import { DomainError } from '../../../platform/errors/index.ts';
import { networkOf } from '../client.ts';

/** One thing that is counted, and how patient we are with it. */
export interface Counted {
  readonly key: string;
  /** So many failures cost nothing; each further one doubles the time to wait, from a second on. */
  readonly free: number;
  readonly longestWaitMs: number;
  /** Counting starts anew this long after the first failure. */
  readonly windowMs: number;
}

export interface Attempt {
  /** It was right: nothing is held against anybody. */
  succeeded(): Promise<void>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * What is counted when somebody tries a password. A browser in which the account has signed in before is counted by itself: however much
 * strangers try, on the same network or all over the world, its owner is let in. Keys hold what was typed, not whose it is, so that
 * nobody learns from them which names belong together or exist.
 */
export function passwordAttempt(login: string, address: string, knownDevice: string | null): Counted[] {
  if (knownDevice) return [{ key: `device:${knownDevice}`, free: 10, longestWaitMs: 15 * MINUTE, windowMs: HOUR }];
  const name = createHash('sha256').update(login).digest('base64url');
  const network = networkOf(address);
  return [
    { key: `login:${name}`, free: 20, longestWaitMs: MINUTE, windowMs: HOUR },
    { key: `network:${network}`, free: 50, longestWaitMs: 15 * MINUTE, windowMs: 15 * MINUTE },
    { key: `pair:${name}:${network}`, free: 5, longestWaitMs: 15 * MINUTE, windowMs: 24 * HOUR },
  ];
}

/** Codes of the second factor are short: all tries of an account count together, whoever makes them knows the password already. */
export function codeAttempt(accountId: string): Counted[] {
  return [{ key: `code:${accountId}`, free: 5, longestWaitMs: 15 * MINUTE, windowMs: 24 * HOUR }];
}

/** Saying one's password again, inside a session. */
export function confirmationAttempt(accountId: string): Counted[] {
  return [{ key: `confirmation:${accountId}`, free: 5, longestWaitMs: 15 * MINUTE, windowMs: 24 * HOUR }];
}

/** How often refused sign-ins of one account are written into the event log. */
export function refusalNotice(accountId: string): Counted[] {
  return [{ key: `notice:${accountId}`, free: 10, longestWaitMs: 10 * MINUTE, windowMs: HOUR }];
}

/**
 * Counts an attempt as failed before it is looked at, so that many at the same moment gain nothing. The counts stand in the database:
 * they hold on every node and after a restart. What is refused here does not count.
 * @throws {DomainError} rate_limited
 */
export async function beginAttempt(db: Database, counted: readonly Counted[], now: Date): Promise<Attempt> {
  await db.transaction().execute(async (tx) => {
    for (const one of counted) {
      const waitMs = await count(tx, one, now);
      if (waitMs > 0) throw new DomainError('rate_limited', { retryAfterMs: waitMs });
    }
  });
  return { succeeded: () => forgive(db, counted) };
}

/** Answers with the milliseconds still to wait; 0: counted. */
async function count(
  tx: DatabaseTransaction,
  { key, free, longestWaitMs, windowMs }: Counted,
  now: Date,
): Promise<number> {
  const windowEnd = new Date(now.getTime() + windowMs);
  // Long ago while nothing has to be waited for: of two at the same moment, the clock of one may be a little behind.
  const wait = (failures: ReturnType<typeof sql<number>>) => sql<Date>`case when ${failures} > ${free}::integer
    then ${now}::timestamptz + interval '1 millisecond'
      * least(${longestWaitMs}::float8, 1000 * 2 ^ least(${failures} - ${free}::integer - 1, 30))
    else 'epoch' end`;
  const failures = sql<number>`case when a.expires_at <= ${now} then 1 else a.failures + 1 end`;
  const { rows } = await sql`
    insert into sign_in_attempts as a (key, failures, blocked_until, expires_at)
    values (${key}, 1, ${wait(sql<number>`1`)}, ${windowEnd})
    on conflict (key) do update set
      failures = ${failures},
      blocked_until = ${wait(failures)},
      expires_at = case when a.expires_at <= ${now} then ${windowEnd} else a.expires_at end
    where a.blocked_until <= ${now}
    returning a.key`.execute(tx);
  if (rows.length > 0) return 0;
  const row = await tx.selectFrom('sign_in_attempts').select('blocked_until').where('key', '=', key).executeTakeFirst();
  return Math.max(1, (row?.blocked_until.getTime() ?? 0) - now.getTime());
}

/** A whole network is only forgiven this one attempt: somebody with an account of their own must not wipe out what they did to others. */
async function forgive(db: Database, counted: readonly Counted[]): Promise<void> {
  // One by one: a statement over several rows could meet a count that locks them in another order.
  for (const { key } of counted) {
    if (key.startsWith('network:')) await forgiveOnce(db, key);
    else await db.deleteFrom('sign_in_attempts').where('key', '=', key).execute();
  }
}

async function forgiveOnce(db: Database, key: string): Promise<void> {
  await db
    .updateTable('sign_in_attempts')
    .set({ failures: sql`greatest(failures - 1, 0)`, blocked_until: new Date(0) })
    .where('key', '=', key)
    .execute();
}
