import type { ObservedEvent, ObserverManifest } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import type { LoggedEvent } from '../../../platform/events/index.ts';
import { findUnitNamesWithin, findUnitPath } from '../../organization/index.ts';
import { type Facts, matches } from '../../plugin-hooks/index.ts';
import { pluginAuthorId, type RunningPlugin } from '../../plugins/index.ts';
import { payloadFor } from './observable-events.ts';

/** What stands elsewhere than in the log. */
interface Circumstances {
  readonly channel_id: string | null;
  readonly channel_kind: string | null;
  readonly skill_group_id: number | null;
  readonly message: MessageRow | null;
}

interface MessageRow {
  id: string;
  kind: string;
  text: string | null;
  file: { id: string } | null;
  author_kind: string;
  author_id: string | null;
  author_name: string;
  reply_to: number | null;
}

/** Those of the events that a plugin wants and may hear of, in their order, as it is told of them. */
export async function presentEvents(
  db: Database,
  plugin: RunningPlugin,
  events: readonly LoggedEvent[],
): Promise<ObservedEvent[]> {
  const observers = new Map(plugin.manifest.observers.map((observer) => [observer.type, observer]));
  const own = pluginAuthorId(plugin.id);
  const wanted = events.filter(({ type, actor }) => actor.id !== own || observers.get(type)?.includeOwn);
  const circumstances = await findCircumstances(db, wanted);
  const placeOf = (index: number) => circumstances[index]?.skill_group_id ?? wanted[index]?.orgUnitId ?? null;
  const liesIn = await findPlaces(
    db,
    plugin,
    wanted.map((_, index) => placeOf(index)),
  );
  return wanted.flatMap((event, index) => {
    const { message, ...channel } = circumstances[index] as Circumstances;
    if (!liesIn(placeOf(index))) return [];
    // Notes do not leave the house.
    if (isNote(event, message)) return [];
    if (!isWanted(observers.get(event.type), factsOf(channel, message))) return [];
    return [present(event, message, plugin)];
  });
}

/** What a plugin hears of, by the unit in which it lies. What has no place is for those who work for the whole organization. */
async function findPlaces(
  db: Database,
  { orgUnitId }: RunningPlugin,
  places: readonly (number | null)[],
): Promise<(unitId: number | null) => boolean> {
  if (orgUnitId === undefined) return () => true;
  const reach = { id: orgUnitId, path: (await findUnitPath(db, orgUnitId)) ?? NOWHERE };
  const inside = await findUnitNamesWithin(db, reach, [...new Set(places.filter((place) => place !== null))]);
  return (unitId) => unitId !== null && inside.has(unitId);
}

const NOWHERE = '/0/';

const isWanted = (observer: ObserverManifest | undefined, facts: Facts) =>
  observer !== undefined && matches(observer.match, facts);

const factsOf = (channel: Omit<Circumstances, 'message'>, message: MessageRow | null): Facts => ({
  channelId: channel.channel_id,
  channelKind: channel.channel_kind,
  messageKind: message?.kind ?? null,
  authorKind: message?.author_kind ?? null,
});

function isNote({ type, payload }: LoggedEvent, message: MessageRow | null): boolean {
  return message?.kind === 'note' || (type === 'message.recalled' && (payload as { kind?: string })?.kind === 'note');
}

function present(event: LoggedEvent, message: MessageRow | null, { grants }: RunningPlugin): ObservedEvent {
  const payload = message ? { message: presentMessage(message, grants.has('messages:read')) } : event.payload;
  return {
    id: `${event.transactionId}-${event.position}`,
    type: event.type,
    conversationId: event.conversationId,
    seq: event.seq,
    at: event.at.getTime(),
    actor: { kind: event.actor.kind, id: event.actor.id },
    payload: payloadFor(event.type, payload, grants),
  };
}

const presentMessage = (row: MessageRow, withText: boolean) => ({
  id: row.id,
  kind: row.kind,
  text: withText ? row.text : null,
  fileId: row.file?.id ?? null,
  author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
  replyTo: row.reply_to,
});

/** One look for all of them. */
async function findCircumstances(db: Database, events: readonly LoggedEvent[]): Promise<Circumstances[]> {
  if (events.length === 0) return [];
  const { rows } = await sql<Circumstances>`
    select c.channel_id, c.skill_group_id, ch.type as channel_kind, to_jsonb(m) as message
    from unnest(
      ${events.map(({ conversationId }) => conversationId)}::uuid[],
      ${events.map(({ type, seq }) => (type === 'message.created' ? seq : null))}::int[]
    ) with ordinality as e (conversation_id, seq, n)
    left join conversations c on c.id = e.conversation_id
    left join channels ch on ch.id = c.channel_id
    left join lateral (
      select id, kind, text, file, author_kind, author_id, author_name, reply_to
      from messages where conversation_id = e.conversation_id and seq = e.seq
    ) m on true
    order by e.n`.execute(db);
  return rows;
}
