import type { Database, DatabaseTransaction } from '../database/index.ts';
import type { Logger } from '../logging/index.ts';
import type { Mailer, MailOutcome } from './mail.ts';
import { claimDueMail, type QueuedMail, type Settlement, settleMail } from './outgoing-mails.store.ts';

/** Carries letters out, one after the other, at least once and as a rule exactly once: each is leased, sent, settled. */
export interface MailOutbox {
  /** There may be something new: look now rather than at the next poll. */
  wake(): void;
  start(): void;
  stop(): Promise<void>;
}

export interface MailOutboxOptions {
  readonly db: Database;
  readonly mailer: Mailer;
  readonly log: Logger;
  /** Runs `record` in a transaction and, where it answers true, tells of it in the same one. */
  readonly settle: (
    mail: QueuedMail,
    to: Settlement,
    record: (tx: DatabaseTransaction, now: Date) => Promise<boolean>,
  ) => Promise<void>;
  /** Wait after each attempt, in milliseconds. */
  readonly backoffMs?: readonly number[];
}

const MINUTE_MS = 60_000;
/** Then every six hours, for two days in all. */
const BACKOFF_MS = [1, 5, 15, 60, 180, 360].map((minutes) => minutes * MINUTE_MS);
const GIVE_UP_MS = 48 * 60 * MINUTE_MS;
/** Longer than any attempt may take. */
const LEASE_MS = 3 * MINUTE_MS;
const POLL_MS = 2_000;

export function createMailOutbox(options: MailOutboxOptions): MailOutbox {
  const { db, mailer, log, settle, backoffMs = BACKOFF_MS } = options;
  let stopped = false;
  let woken = false;
  let interrupt: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();

  async function carryOne(): Promise<boolean> {
    const mail = await claimDueMail(db, new Date(), LEASE_MS);
    if (!mail) return false;
    const outcome = await mailer.send(mail);
    const to = settlementOf(mail, outcome, backoffMs, Date.now());
    if (to.state !== 'sent') log.warn({ mail: mail.id, attempt: mail.attempt, reason: to.reason }, `mail ${to.state}`);
    await settle(mail, to, (tx, now) => settleMail(tx, mail, to, now));
    return true;
  }

  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopped || woken) interrupt();
    });

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      try {
        while (!stopped && (await carryOne()));
      } catch (error) {
        log.warn({ err: error }, 'outgoing mail waits');
      }
      await sleep();
    }
  }

  return {
    wake: () => {
      woken = true;
      interrupt?.();
    },
    // Without a server nothing is tried, so nothing is given up: what waits goes out once there is one.
    start: () => {
      if (mailer.isConfigured) running = run();
    },
    stop: async () => {
      stopped = true;
      interrupt?.();
      await running;
    },
  };
}

function settlementOf(mail: QueuedMail, outcome: MailOutcome, backoffMs: readonly number[], now: number): Settlement {
  if (outcome.kind === 'sent') return { state: 'sent', reason: null };
  const { reason } = outcome;
  const wait = backoffMs[Math.min(mail.attempt, backoffMs.length) - 1] ?? 0;
  const isOver = now + wait - mail.createdAt.getTime() > GIVE_UP_MS && mail.attempt >= backoffMs.length;
  if (outcome.kind === 'refused' || isOver) return { state: 'failed', reason };
  return { state: 'waiting', reason, nextAttemptAt: new Date(now + wait) };
}
