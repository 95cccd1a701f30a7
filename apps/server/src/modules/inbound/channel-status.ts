import type { ChannelNotice, ChannelRegistration, ChannelStatus } from '@cskefu/contract';
import { sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessChannel, type ChannelKinds } from '../channels/index.ts';
import { within } from '../organization/index.ts';

const isRunning = (kinds: ChannelKinds, type: string) => kinds.find(type)?.rests === false;
const isoOrNull = (at: Date | null) => at?.toISOString() ?? null;

interface StatusRow {
  last_inbound_at: Date | null;
  silent_since: Date | null;
  waiting_in: number;
  failed_in: number;
  waiting_out: number;
  failed_out: number;
  unknown_out: number;
  paused_until: Date | null;
  connected_on: string | null;
  connected_since: Date | null;
  connection_error: string | null;
  registration: ChannelRegistration | null;
}

/**
 * How a channel of a plugin is doing.
 * @throws {DomainError} not_found; conflict: it is a web channel
 */
export const readStatus =
  (kinds: ChannelKinds) =>
  async (ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<ChannelStatus> => {
    const channel = await accessChannel(ctx, id);
    if (channel.transport === 'live') throw new DomainError('conflict', { detail: 'of a channel of a plugin only' });
    const { rows } = await sql<StatusRow>`
      select c.last_inbound_at, c.silent_since, c.registration,
        (select count(*)::int from inbound_requests r where r.channel_id = c.id and r.next_attempt_at is not null) as waiting_in,
        (select count(*)::int from inbound_requests r
          where r.channel_id = c.id and r.state = 'failed' and r.settled_at > now() - interval '7 days') as failed_in,
        (select count(*)::int from delivery_lanes l join deliveries d on d.conversation_id = l.conversation_id
          where l.channel_id = c.id and d.state in ('queued', 'sending')) as waiting_out,
        (select count(*)::int from deliveries d
          where d.channel_id = c.id and d.state = 'failed' and d.updated_at > now() - interval '7 days') as failed_out,
        (select count(*)::int from deliveries d
          where d.channel_id = c.id and d.state = 'unknown' and d.updated_at > now() - interval '7 days') as unknown_out,
        (select paused_until from channel_paces p where p.channel_id = c.id and p.paused_until > now()) as paused_until,
        case when l.leased_until > now() then l.node end as connected_on,
        case when l.leased_until > now() then l.since end as connected_since,
        l.error as connection_error
      from channels c
      left join channel_leases l on l.channel_id = c.id and l.work = 'connect'
      where c.id = ${id}`.execute(ctx.tx);
    const row = rows[0] as StatusRow;
    return {
      running: isRunning(kinds, channel.type),
      lastInboundAt: isoOrNull(row.last_inbound_at),
      registration: row.registration,
      silentSince: isoOrNull(row.silent_since),
      inbound: { waiting: row.waiting_in, failed: row.failed_in },
      outbound: {
        waiting: row.waiting_out,
        failed: row.failed_out,
        unknown: row.unknown_out,
        pausedUntil: isoOrNull(row.paused_until),
      },
      connection:
        channel.transport !== 'pull'
          ? null
          : {
              state: row.connected_on !== null ? 'connected' : row.connection_error !== null ? 'waiting' : 'nowhere',
              node: row.connected_on,
              since: isoOrNull(row.connected_since),
              error: row.connection_error,
            },
    };
  };

interface NoticeRow {
  id: string;
  name: string;
  type: string;
  transport: string;
  silent_since: Date | null;
  failed: number;
  connection_error: string | null;
}

const MAX_NOTICES = 100;

/** What somebody should look at, of the channels of the own unit and below. */
export const listNotices =
  (kinds: ChannelKinds) =>
  async (ctx: UseCaseContext<AccountActor>): Promise<{ items: ChannelNotice[] }> => {
    const { rows } = await sql<NoticeRow>`
      select c.id, c.name, c.type, c.transport, c.silent_since,
        (select count(*)::int from inbound_requests r
          where r.channel_id = c.id and r.state = 'failed' and r.settled_at > now() - interval '7 days') as failed,
        (select error from channel_leases l
          where l.channel_id = c.id and l.work = 'connect' and l.leased_until <= now()) as connection_error
      from channels c
      where c.transport <> 'live' and c.enabled and ${within('c.org_unit_id', ctx.actor.scope)}
      order by c.id limit ${MAX_NOTICES}`.execute(ctx.tx);
    return { items: rows.flatMap((row) => noticesOf(row, kinds)).slice(0, MAX_NOTICES) };
  };

const noticesOf = (row: NoticeRow, kinds: ChannelKinds): ChannelNotice[] => {
  const channel = { id: row.id, name: row.name };
  const notice = (kind: ChannelNotice['kind'], rest: Partial<ChannelNotice> = {}): ChannelNotice => ({
    channel,
    kind,
    since: null,
    count: null,
    ...rest,
  });
  return [
    ...(isRunning(kinds, row.type) ? [] : [notice('plugin_down')]),
    ...(row.silent_since ? [notice('silent', { since: row.silent_since.toISOString() })] : []),
    ...(row.failed > 0 ? [notice('inbound_failed', { count: row.failed })] : []),
    ...(row.transport === 'pull' && row.connection_error !== null ? [notice('disconnected')] : []),
  ];
};
