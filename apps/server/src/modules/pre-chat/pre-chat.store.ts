import type { PreChat } from '@cskefu/contract';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';

export interface Answers {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly questions: PreChat['questions'];
  readonly skillGroupId: number | null;
  readonly consented: boolean;
}

/** What decides whether somebody may begin, and where. */
export interface Standing {
  readonly skillGroupId: number | null;
  readonly consentedAt: Date | null;
  readonly answeredAt: Date;
}

export async function findStanding(db: DatabaseReader, visitorId: string): Promise<Standing | undefined> {
  const row = await db
    .selectFrom('pre_chat_answers')
    .select(['skill_group_id', 'consented_at', 'answered_at'])
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst();
  return row && { skillGroupId: row.skill_group_id, consentedAt: row.consented_at, answeredAt: row.answered_at };
}

/** Replaces what was answered before; who agreed once has agreed. */
export async function saveAnswers(
  tx: DatabaseTransaction,
  visitorId: string,
  { name, email, phone, questions, skillGroupId, consented }: Answers,
  now: Date,
): Promise<void> {
  const values = {
    name,
    email,
    phone,
    questions: JSON.stringify(questions),
    skill_group_id: skillGroupId,
    answered_at: now,
    ...(consented ? { consented_at: now } : {}),
  };
  await tx
    .insertInto('pre_chat_answers')
    .values({ visitor_id: visitorId, ...values })
    .onConflict((conflict) => conflict.column('visitor_id').doUpdateSet(values))
    .execute();
}

export async function findAnswers(db: DatabaseReader, visitorId: string): Promise<PreChat | null> {
  const row = await db
    .selectFrom('pre_chat_answers')
    .leftJoin('org_units', 'org_units.id', 'pre_chat_answers.skill_group_id')
    .selectAll('pre_chat_answers')
    .select('org_units.name as skill_group_name')
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    name: row.name,
    email: row.email,
    phone: row.phone,
    questions: row.questions as unknown as PreChat['questions'],
    skillGroup:
      row.skill_group_id !== null && row.skill_group_name !== null
        ? { id: row.skill_group_id, name: row.skill_group_name }
        : null,
    consentedAt: row.consented_at?.toISOString() ?? null,
    answeredAt: row.answered_at.toISOString(),
  };
}

/** Names of those of the offered skill groups that still are some, in the order in which they are offered. */
export async function listOffered(db: DatabaseReader, ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('org_units')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .where('is_skill_group', '=', true)
    .execute();
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}
