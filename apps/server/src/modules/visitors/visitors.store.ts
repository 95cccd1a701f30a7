import type { Locale, Visitor } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';

export interface VisitorRecord {
  readonly id: string;
  readonly channelId: string;
  /** The site's own id of this person, proved by its signature. */
  readonly userId: string | null;
  readonly name: string | null;
  readonly locale: Locale | null;
}

export interface VisitorPage {
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  readonly referrer?: string | undefined;
}

export interface VisitorArrival {
  readonly locale: Locale | undefined;
  readonly page: VisitorPage | undefined;
  readonly userAgent: string | undefined;
  /** Network address. */
  readonly address: string | undefined;
}

const COLUMNS = ['id', 'channel_id', 'user_id', 'name', 'locale'] as const;

export async function insertVisitor(
  db: DatabaseReader,
  visitor: { id: string; channelId: string },
  arrival: VisitorArrival,
): Promise<VisitorRecord> {
  const row = await db
    .insertInto('visitors')
    .values({ id: visitor.id, channel_id: visitor.channelId, ...arrivalColumns(arrival) })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return toRecord(row);
}

/** Whoever only looked at pages until now has a token and no row. */
export async function ensureVisitor(
  db: DatabaseReader,
  visitor: { id: string; channelId: string },
  arrival: VisitorArrival,
): Promise<void> {
  await db
    .insertInto('visitors')
    .values({ id: visitor.id, channel_id: visitor.channelId, ...arrivalColumns(arrival) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Notes that a known visitor is here again; undefined if there is no such visitor. */
export async function touchVisitor(
  db: DatabaseReader,
  id: string,
  arrival: VisitorArrival,
  now: Date,
): Promise<VisitorRecord | undefined> {
  const row = await db
    .updateTable('visitors')
    .set({ ...arrivalColumns(arrival), seen_at: now })
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && toRecord(row);
}

export async function findVisitor(db: DatabaseReader, id: string): Promise<VisitorRecord | undefined> {
  const row = await db.selectFrom('visitors').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

export async function findVisitorByUserId(
  db: DatabaseReader,
  channelId: string,
  userId: string,
): Promise<VisitorRecord | undefined> {
  const row = await db
    .selectFrom('visitors')
    .select(COLUMNS)
    .where('channel_id', '=', channelId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row && toRecord(row);
}

export async function setVisitorIdentity(
  db: DatabaseReader,
  id: string,
  identity: { userId: string; name: string | undefined },
): Promise<VisitorRecord> {
  const row = await db
    .updateTable('visitors')
    .set({ user_id: identity.userId, ...(identity.name === undefined ? {} : { name: identity.name }) })
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return toRecord(row);
}

/** The name that an anonymous visitor gives; whom the site has identified keeps theirs. */
export async function setGivenName(db: DatabaseReader, id: string, name: string): Promise<void> {
  await db.updateTable('visitors').set({ name }).where('id', '=', id).where('user_id', 'is', null).execute();
}

/** A name for whoever gave none: the same each time, and short enough to be said aloud. */
export function visitorName(visitor: Pick<VisitorRecord, 'id' | 'name' | 'locale'>): string {
  return visitor.name ?? `${visitor.locale === 'en' ? 'Visitor' : '访客'} ${visitor.id.slice(-4).toUpperCase()}`;
}

export function presentVisitor(visitor: VisitorRecord): Visitor {
  return { id: visitor.id, name: visitorName(visitor), identified: visitor.userId !== null };
}

function arrivalColumns({ locale, page, userAgent, address }: VisitorArrival) {
  return {
    ...(locale ? { locale } : {}),
    ...(page?.url ? { page_url: page.url } : {}),
    ...(page?.title ? { page_title: page.title } : {}),
    ...(page?.referrer ? { referrer: page.referrer } : {}),
    ...(userAgent ? { user_agent: userAgent.slice(0, 500) } : {}),
    ...(address ? { address } : {}),
  };
}

function toRecord(row: {
  id: string;
  channel_id: string;
  user_id: string | null;
  name: string | null;
  locale: string | null;
}): VisitorRecord {
  return {
    id: row.id,
    channelId: row.channel_id,
    userId: row.user_id,
    name: row.name,
    locale: row.locale as Locale | null,
  };
}
