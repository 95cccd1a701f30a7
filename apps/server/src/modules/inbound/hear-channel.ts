import { sql } from 'kysely';
import type { Database, DatabaseReader } from '../../platform/database/index.ts';
import { type RunUseCase, SYSTEM } from '../access/index.ts';

/** Something came over a channel; written down every few seconds at most. */
export async function noteHeard(db: DatabaseReader, channelId: string): Promise<void> {
  await sql`
    update channels set last_inbound_at = now(), silent_since = null
    where id = ${channelId}
      and (last_inbound_at is null or last_inbound_at < now() - interval '5 seconds' or silent_since is not null)`.execute(
    db,
  );
}

/** Notices channels over which nothing has come for longer than their administrator thinks right; each once. */
export async function noticeSilence(db: Database, run: RunUseCase): Promise<void> {
  const { rows } = await sql`
    select from channels where enabled and silent_since is null
      and coalesce(last_inbound_at, created_at) < now() - make_interval(mins => silent_after_minutes)
    limit 1`.execute(db);
  if (rows.length === 0) return;
  await run(
    SYSTEM,
    async (ctx) => {
      const fallen = await sql<{ id: string; name: string; org_unit_id: number; silent_after_minutes: number }>`
        update channels set silent_since = now()
        where enabled and silent_since is null
          and coalesce(last_inbound_at, created_at) < now() - make_interval(mins => silent_after_minutes)
        returning id, name, org_unit_id, silent_after_minutes`.execute(ctx.tx);
      for (const { id, name, org_unit_id, silent_after_minutes } of fallen.rows)
        ctx.emit({
          type: 'channel.fell_silent',
          orgUnitId: org_unit_id,
          payload: { channelId: id, name, minutes: silent_after_minutes },
        });
    },
    undefined,
  );
}
