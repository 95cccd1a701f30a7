import type { InvitationRule, InvitationSettings, InvitationState } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { DEFAULT_SETTINGS } from './invitation.ts';

export interface InvitationRecord {
  readonly id: string;
  readonly visitorId: string;
  readonly visitId: string | null;
  readonly channelId: string;
  readonly skillGroupId: number;
  readonly agentId: string | null;
  readonly ruleName: string | null;
  readonly text: string;
  readonly pageUrl: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export type SettingsRecord = Omit<InvitationSettings, 'counts'>;

export async function findSettings(db: DatabaseReader, channelId: string): Promise<SettingsRecord> {
  const row = await db
    .selectFrom('invitation_settings')
    .selectAll()
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  if (!row) return { ...DEFAULT_SETTINGS, rules: [] };
  return {
    text: row.text,
    coolDownMinutes: row.cool_down_minutes,
    expireMinutes: row.expire_minutes,
    rules: row.rules as unknown as InvitationRule[],
  };
}

export async function saveSettings(
  db: DatabaseReader,
  channelId: string,
  { text, coolDownMinutes, expireMinutes, rules }: SettingsRecord,
): Promise<void> {
  const values = {
    text: text || null,
    cool_down_minutes: coolDownMinutes,
    expire_minutes: expireMinutes,
    rules: JSON.stringify(rules),
  };
  await db
    .insertInto('invitation_settings')
    .values({ channel_id: channelId, ...values })
    .onConflict((conflict) => conflict.column('channel_id').doUpdateSet(values))
    .execute();
}

/** What became of the invitations of the last 30 days. */
export async function countOutcomes(db: DatabaseReader, channelId: string): Promise<InvitationSettings['counts']> {
  const { rows } = await sql<InvitationSettings['counts']>`
    select count(*)::int as sent,
      (count(*) filter (where state = 'accepted'))::int as accepted,
      (count(*) filter (where state = 'refused'))::int as refused,
      (count(*) filter (where state = 'expired'))::int as expired
    from invitations where channel_id = ${channelId} and created_at > now() - interval '30 days'`.execute(db);
  return rows[0] ?? { sent: 0, accepted: 0, refused: 0, expired: 0 };
}

/** False if the visitor has an open one, or was invited by a rule in this visit before. */
export async function insertInvitation(tx: DatabaseTransaction, invitation: InvitationRecord): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('invitations')
    .values({
      id: invitation.id,
      visitor_id: invitation.visitorId,
      visit_id: invitation.visitId,
      channel_id: invitation.channelId,
      skill_group_id: invitation.skillGroupId,
      agent_id: invitation.agentId,
      rule_name: invitation.ruleName,
      text: invitation.text,
      page_url: invitation.pageUrl,
      state: 'sent',
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function isTalking(db: DatabaseReader, visitorId: string): Promise<boolean> {
  const row = await db
    .selectFrom('conversations')
    .select('id')
    .where('visitor_id', '=', visitorId)
    .where('state', '<>', 'closed')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether an invitation was refused since then. */
export async function refusedSince(db: DatabaseReader, visitorId: string, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('invitations')
    .select('id')
    .where('visitor_id', '=', visitorId)
    .where('state', '=', 'refused')
    .where('answered_at', '>', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface AnsweredInvitation {
  readonly id: string;
  readonly visitor_id: string;
  readonly channel_id: string;
  readonly skill_group_id: number;
  readonly agent_id: string | null;
}

/** Gives an open invitation its answer; undefined if it is not open, or not this visitor's. */
export async function answer(
  tx: DatabaseTransaction,
  { id, visitorId }: { id: string; visitorId?: string },
  state: Exclude<InvitationState, 'sent'>,
  now: Date,
): Promise<AnsweredInvitation | undefined> {
  let query = tx
    .updateTable('invitations')
    .set({ state, answered_at: now })
    .where('id', '=', id)
    .where('state', '=', 'sent');
  if (visitorId !== undefined) query = query.where('visitor_id', '=', visitorId);
  if (state === 'accepted') query = query.where('expires_at', '>', now);
  return query.returning(['id', 'visitor_id', 'channel_id', 'skill_group_id', 'agent_id']).executeTakeFirst();
}

export async function findAnswer(db: DatabaseReader, id: string, visitorId: string) {
  return db
    .selectFrom('invitations')
    .select(['state', 'conversation_id'])
    .where('id', '=', id)
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst();
}

export async function setConversation(tx: DatabaseTransaction, id: string, conversationId: string): Promise<void> {
  await tx.updateTable('invitations').set({ conversation_id: conversationId }).where('id', '=', id).execute();
}
