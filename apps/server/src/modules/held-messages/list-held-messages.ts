import type { HeldMessage, MessageDraft } from '@cskefu/contract';
import { sql } from 'kysely';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { parseCursor } from '../conversations/index.ts';
import { within } from '../organization/index.ts';
import type { PluginNames } from './plugin-names.ts';

/** What waits to be looked at in the actor's reach, the oldest first. */
export const listHeldMessages =
  (nameOf: PluginNames) =>
  async (
    { tx, actor }: UseCaseContext<AccountActor>,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<{ items: HeldMessage[]; nextCursor: string | null; waiting: number }> => {
    const after = cursor === undefined ? null : parseCursor(cursor);
    const rows = await tx
      .selectFrom('held_messages as h')
      .innerJoin('org_units', 'org_units.id', 'h.skill_group_id')
      .innerJoin('channels', 'channels.id', 'h.channel_id')
      .selectAll('h')
      .select(['org_units.name as skill_group', 'channels.name as channel'])
      .where('h.state', '=', 'held')
      .where(within('h.skill_group_id', actor.scope))
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(date_trunc('milliseconds', h.held_at), h.id) > (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
        ),
      )
      .orderBy(sql`date_trunc('milliseconds', h.held_at)`)
      .orderBy('h.id')
      .limit(limit + 1)
      .execute();
    const items = rows.slice(0, limit).map((row) => present(row, nameOf(row.plugin_id)));
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > limit && last ? `${last.heldAt}_${last.id}` : null,
      waiting: await countHeld(tx, actor),
    };
  };

async function countHeld(tx: UseCaseContext['tx'], actor: AccountActor): Promise<number> {
  const { waiting } = await tx
    .selectFrom('held_messages')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('state', '=', 'held')
    .where(within('skill_group_id', actor.scope))
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

interface Row {
  id: string;
  conversation_id: string | null;
  channel_id: string;
  channel: string;
  skill_group_id: number;
  skill_group: string;
  author_kind: string;
  author_id: string;
  author_name: string;
  draft: unknown;
  plugin_id: string;
  reason: string;
  held_at: Date;
}

function present(row: Row, pluginName: HeldMessage['pluginName']): HeldMessage {
  const { kind, text } = row.draft as MessageDraft;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    channel: { id: row.channel_id, name: row.channel },
    skillGroup: { id: row.skill_group_id, name: row.skill_group },
    author: { kind: row.author_kind as HeldMessage['author']['kind'], id: row.author_id, name: row.author_name },
    kind: kind as HeldMessage['kind'],
    text: text ?? null,
    pluginId: row.plugin_id,
    pluginName,
    reason: row.reason,
    heldAt: row.held_at.toISOString(),
  };
}
