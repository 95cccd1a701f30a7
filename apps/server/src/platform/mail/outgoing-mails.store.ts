import { sql } from 'kysely';
import type { Database, DatabaseReader, DatabaseTransaction } from '../database/index.ts';
import type { Mail } from './mail.ts';

/** A letter that wants to go out, and what it is about: whoever wrote it is told what became of it. */
export interface NewMail extends Mail {
  readonly id: string;
  readonly about: string;
  readonly subjectId: string;
  readonly payload: object;
}

export interface QueuedMail extends NewMail {
  /** Counts from 1; also fences: an attempt that lost its lease settles nothing. */
  readonly attempt: number;
  readonly createdAt: Date;
}

export type Settlement =
  | { readonly state: 'sent'; readonly reason: null }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'waiting'; readonly reason: string; readonly nextAttemptAt: Date };

export async function insertMail(tx: DatabaseTransaction, mail: NewMail, now: Date): Promise<void> {
  await tx
    .insertInto('outgoing_mails')
    .values({
      id: mail.id,
      message_id: mail.messageId,
      to_address: mail.to.address,
      to_name: mail.to.name,
      subject: mail.subject,
      body: mail.body,
      reference_ids: [...mail.references],
      about: mail.about,
      subject_id: mail.subjectId,
      payload: JSON.stringify(mail.payload),
      next_attempt_at: now,
      created_at: now,
    })
    .execute();
}

/** The next letter that is due, leased: no other node takes it until the lease has run out. */
export async function claimDueMail(db: Database, now: Date, leaseMs: number): Promise<QueuedMail | undefined> {
  const { rows } = await sql<MailRow>`
    update outgoing_mails set attempts = attempts + 1, leased_until = ${new Date(now.getTime() + leaseMs)}
    where id = (
      select id from outgoing_mails
      where state = 'waiting' and next_attempt_at <= ${now} and (leased_until is null or leased_until < ${now})
      order by next_attempt_at limit 1 for update skip locked
    )
    returning *`.execute(db);
  return rows[0] && toMail(rows[0]);
}

/** False: another attempt has taken over meanwhile. What is sent keeps no words of it. */
export async function settleMail(
  tx: DatabaseTransaction,
  mail: QueuedMail,
  to: Settlement,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outgoing_mails')
    .set({
      state: to.state,
      last_error: to.reason,
      leased_until: null,
      ...(to.state === 'waiting' ? { next_attempt_at: to.nextAttemptAt } : { settled_at: now }),
      ...(to.state === 'sent' ? { body: '' } : {}),
    })
    .where('id', '=', mail.id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', mail.attempt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function countMails(db: DatabaseReader): Promise<{ waiting: number; failed: number }> {
  const { rows } = await sql<{ waiting: number; failed: number }>`
    select (count(*) filter (where state = 'waiting'))::int as waiting, (count(*) filter (where state = 'failed'))::int as failed
    from outgoing_mails where state in ('waiting', 'failed')`.execute(db);
  return rows[0] ?? { waiting: 0, failed: 0 };
}

const KEPT_DAYS = 30;

export async function removeSettledMails(db: Database): Promise<void> {
  await sql`delete from outgoing_mails where settled_at < now() - ${KEPT_DAYS} * interval '1 day'`.execute(db);
}

interface MailRow {
  id: string;
  message_id: string;
  to_address: string;
  to_name: string | null;
  subject: string;
  body: string;
  reference_ids: string[];
  about: string;
  subject_id: string;
  payload: object;
  attempts: number;
  created_at: Date;
}

const toMail = (row: MailRow): QueuedMail => ({
  id: row.id,
  messageId: row.message_id,
  to: { address: row.to_address, name: row.to_name },
  subject: row.subject,
  body: row.body,
  references: row.reference_ids,
  about: row.about,
  subjectId: row.subject_id,
  payload: row.payload,
  attempt: row.attempts,
  createdAt: row.created_at,
});
