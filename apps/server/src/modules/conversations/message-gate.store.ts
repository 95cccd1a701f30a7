import type { HookConversation } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Decision } from '../plugin-hooks/index.ts';
import type { ArrivingMessage } from './arriving-message.ts';

export interface GateQuestion {
  readonly id: string;
  readonly conversationId: string | null;
  readonly authorId: string;
  readonly channelId: string | null;
}

/** What plugins are told beside the message, and what was said about it before. */
export interface AskedAbout {
  readonly isStored: boolean;
  readonly verdict: DomainError | null;
  readonly conversation: HookConversation | null;
  readonly channel: { readonly id: string; readonly kind: string } | null;
  readonly skillGroupId: number | null;
}

interface Row {
  is_stored: boolean;
  held_state: 'held' | 'released' | 'discarded' | null;
  refused_code: string | null;
  words: { 'zh-CN': string; en: string } | null;
  conversation_id: string | null;
  state: string;
  agent_id: string | null;
  channel_id: string | null;
  channel_kind: string;
  skill_group_id: number | null;
}

/** Many at once, in their order. */
export async function findAskedAbout(db: Database, questions: readonly GateQuestion[]): Promise<AskedAbout[]> {
  const { rows } = await sql<Row>`
    select
      m.id is not null as is_stored, h.state as held_state, r.code as refused_code, r.words,
      c.id as conversation_id, c.state, c.agent_id, ch.id as channel_id, ch.type as channel_kind,
      coalesce(c.skill_group_id, ch.skill_group_id) as skill_group_id
    from unnest(
      ${questions.map(({ id }) => id)}::uuid[],
      ${questions.map(({ conversationId }) => conversationId)}::uuid[],
      ${questions.map(({ authorId }) => authorId)}::uuid[],
      ${questions.map(({ channelId }) => channelId)}::text[]
    ) with ordinality as q (id, conversation_id, author_id, channel_id, n)
    left join messages m on m.id = q.id
    left join held_messages h on h.id = q.id and h.author_id = q.author_id
    left join refused_messages r on r.id = q.id and r.author_id = q.author_id
    left join conversations c on c.id = coalesce(
      q.conversation_id,
      (select o.id from conversations o where o.visitor_id = q.author_id and o.state <> 'closed')
    )
    left join channels ch on ch.id = coalesce(c.channel_id, q.channel_id)
    order by q.n`.execute(db);
  return rows.map(toAskedAbout);
}

function toAskedAbout(row: Row): AskedAbout {
  const channel = row.channel_id === null ? null : { id: row.channel_id, kind: row.channel_kind };
  return {
    isStored: row.is_stored,
    verdict: verdictOf(row),
    channel,
    skillGroupId: row.skill_group_id,
    conversation:
      row.conversation_id === null || !channel || row.skill_group_id === null
        ? null
        : {
            id: row.conversation_id,
            channelId: channel.id,
            channelKind: channel.kind,
            skillGroupId: row.skill_group_id,
            state: row.state,
            agentId: row.agent_id,
          },
  };
}

/** What the author reads when they ask again. */
const DISCARDED = { 'zh-CN': '审核未通过，消息没有发送。', en: 'It was reviewed and was not sent.' };

function verdictOf({ held_state, refused_code, words }: Row): DomainError | null {
  if (held_state === 'discarded') {
    return new DomainError('refused_by_plugin', { detail: 'discarded after review', text: DISCARDED });
  }
  if (held_state === 'held') return new DomainError('held_for_review');
  if (refused_code === null || !words) return null;
  return new DomainError('refused_by_plugin', { detail: refused_code, text: words });
}

/** @throws {DomainError} id_taken */
export async function keepHeld(
  db: Database,
  { id, author, draft, form }: ArrivingMessage,
  { conversation, channel, skillGroupId }: AskedAbout,
  { pluginId, reason }: Extract<Decision, { kind: 'hold' }>,
): Promise<void> {
  if (!channel || skillGroupId === null) throw new DomainError('not_found');
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('held_messages')
    .values({
      id,
      skill_group_id: skillGroupId,
      channel_id: channel.id,
      conversation_id: conversation?.id ?? null,
      author_kind: author.kind,
      author_id: author.id,
      author_name: author.name,
      draft: JSON.stringify({ ...draft, form }),
      plugin_id: pluginId,
      reason,
    })
    // Under way twice at the same moment: once is enough.
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ reason })
        .where('held_messages.author_id', '=', author.id)
        .where('held_messages.state', '=', 'held'),
    )
    .executeTakeFirstOrThrow();
  if (!numInsertedOrUpdatedRows) throw new DomainError('id_taken');
}

export async function keepRefused(
  db: Database,
  { id, author }: ArrivingMessage,
  { pluginId, code, text }: Extract<Decision, { kind: 'deny' }>,
): Promise<void> {
  await db
    .insertInto('refused_messages')
    .values({ id, author_id: author.id, plugin_id: pluginId, code, words: JSON.stringify(text) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

const REFUSALS_KEPT_DAYS = 7;
const SETTLED_KEPT_DAYS = 30;

/** What nobody will ask about any more. */
export async function removeOldVerdicts(db: Database): Promise<void> {
  await sql`delete from refused_messages where refused_at < now() - make_interval(days => ${REFUSALS_KEPT_DAYS})`.execute(
    db,
  );
  await sql`
    delete from held_messages
    where state <> 'held' and settled_at < now() - make_interval(days => ${SETTLED_KEPT_DAYS})`.execute(db);
}
