import type { ChannelCapabilities } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';

const seconds = (value: number) => sql`make_interval(secs => ${value}::double precision)`;

/**
 * Takes the turn to send one message over a channel; null: it is taken, else when to ask again. Over all nodes at most as many as the
 * channel says (generic cell rate algorithm: one moment in a row says how full the bucket is).
 */
export async function takeTurn(
  db: DatabaseReader,
  channelId: string,
  rate: ChannelCapabilities['rateLimit'],
): Promise<Date | null> {
  const step = rate ? rate.perS / rate.messages : 0;
  const slack = rate ? rate.perS - step : 0;
  if (rate) {
    const { rows } = await sql`
      insert into channel_paces as p (channel_id, theoretical_at)
      values (${channelId}, clock_timestamp() + ${seconds(step)})
      on conflict (channel_id) do update
      set theoretical_at = greatest(p.theoretical_at, clock_timestamp()) + ${seconds(step)}
      where p.paused_until <= clock_timestamp() and p.theoretical_at <= clock_timestamp() + ${seconds(slack)}
      returning channel_id`.execute(db);
    if (rows.length > 0) return null;
  }
  const { rows } = await sql<{ wait_until: Date }>`
    select greatest(paused_until, theoretical_at - ${seconds(slack)}) as wait_until
    from channel_paces
    where channel_id = ${channelId} and (${rate !== undefined} or paused_until > clock_timestamp())`.execute(db);
  return rows[0]?.wait_until ?? null;
}

/** The provider asked to wait: nothing is sent over the channel until then. */
export async function pauseChannel(db: DatabaseReader, channelId: string, until: Date): Promise<void> {
  await sql`
    insert into channel_paces (channel_id, paused_until) values (${channelId}, ${until})
    on conflict (channel_id) do update set paused_until = greatest(channel_paces.paused_until, excluded.paused_until)`.execute(
    db,
  );
}
