import { type Channel, defaultWebChannelSettings, type PublicChannel, type WebChannelSettings } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { containing, type Reach, within } from '../organization/index.ts';

export interface ChannelRecord {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly orgUnitId: number;
  readonly orgUnitPath: string;
  readonly skillGroup: { readonly id: number; readonly name: string };
  /** live: the visitor is connected to the desk; the others are reached through a plugin. */
  readonly transport: 'live' | 'webhook' | 'pull';
  readonly settings: WebChannelSettings;
  /** What was entered for the kind of a plugin, without its secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Encrypted: the secrets, by path. */
  readonly configSecrets: string | null;
  readonly silentAfterMinutes: number | null;
  /** Encrypted. */
  readonly identitySecret: string;
  readonly createdAt: Date;
}

function selectChannels(db: DatabaseReader) {
  return db
    .selectFrom('channels')
    .innerJoin('org_units as skill_groups', 'skill_groups.id', 'channels.skill_group_id')
    .innerJoin('org_units', 'org_units.id', 'channels.org_unit_id')
    .selectAll('channels')
    .select(['skill_groups.name as skill_group_name', 'org_units.path as org_unit_path']);
}

type ChannelRow = Awaited<ReturnType<ReturnType<typeof selectChannels>['executeTakeFirstOrThrow']>>;

/** Any channel, by its id; not limited to anybody's scope. */
export async function findChannel(db: DatabaseReader, id: string): Promise<ChannelRecord | undefined> {
  const row = await selectChannels(db).where('channels.id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

interface ChannelFilter {
  readonly search?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const SEARCHED = sql`lower(channels.name || ' ' || channels.id || ' ' || skill_groups.name)`;

const matching = (search = '') =>
  search
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => sql<boolean>`${SEARCHED} like ${containing(word)}`);

/** Channels of a part of the tree in which all the words are found, by name, after the one with this id. */
export async function listChannels(
  db: DatabaseReader,
  reach: Reach,
  { search, after, limit }: ChannelFilter,
): Promise<ChannelRecord[]> {
  const rows = await selectChannels(db)
    .where(within('channels.org_unit_id', reach))
    .where(({ and }) => and(matching(search)))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(channels.name, channels.id) > (select last.name, last.id from channels last where last.id = ${after})`,
      ),
    )
    .orderBy('channels.name')
    .orderBy('channels.id')
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}

export function presentChannel(record: ChannelRecord): Channel {
  const { identitySecret: _secret, orgUnitPath: _path, config: _config, configSecrets: _sealed, ...rest } = record;
  return { ...rest, webhookUrl: webhookUrlOf(record), createdAt: record.createdAt.toISOString() };
}

/** Where a provider calls a channel; below the address of the desk. */
export const webhookPathOf = (channelId: string) => `/c/${channelId}`;

const webhookUrlOf = ({ id, transport }: ChannelRecord) => (transport === 'webhook' ? webhookPathOf(id) : null);

/** What a visitor's browser may know. */
export function presentPublicChannel(record: ChannelRecord, maxFileBytes: number): PublicChannel {
  const { allowedOrigins: _origins, ...settings } = record.settings;
  return { id: record.id, name: record.name, settings, maxFileBytes };
}

function toRecord(row: ChannelRow): ChannelRecord {
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    enabled: row.enabled,
    orgUnitId: row.org_unit_id,
    orgUnitPath: row.org_unit_path,
    skillGroup: { id: row.skill_group_id, name: row.skill_group_name },
    transport: row.transport as ChannelRecord['transport'],
    config: row.config as ChannelRecord['config'],
    configSecrets: row.config_secrets,
    silentAfterMinutes: row.silent_after_minutes,
    settings: { ...defaultWebChannelSettings, ...(row.settings as Partial<WebChannelSettings>) },
    identitySecret: row.identity_secret,
    createdAt: row.created_at,
  };
}
