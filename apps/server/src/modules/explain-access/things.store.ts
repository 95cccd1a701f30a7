import type { AccessSubject, Permission } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { Place, Thing } from './thing.ts';

const permissionFor: Readonly<Record<AccessSubject, Permission>> = {
  conversation: 'conversations:read',
  channel: 'channels:read',
  'org-unit': 'org-units:read',
  account: 'accounts:read',
  visitor: 'conversations:read',
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INTEGER = /^\d{1,9}$/;

const formOf: Readonly<Record<AccessSubject, RegExp>> = {
  conversation: UUID,
  channel: /^[A-Za-z0-9_-]{1,32}$/,
  'org-unit': INTEGER,
  account: UUID,
  visitor: UUID,
};

/** Where a thing lies and who serves it; undefined if there is none such. Not limited to anybody's reach. */
export async function findThing(db: DatabaseReader, subject: AccessSubject, id: string): Promise<Thing | undefined> {
  if (!formOf[subject].test(id)) return undefined;
  const { rows } = await placesOf(subject, id).execute(db);
  const [first, ...rest] = rows.map(({ id, name, path }): Place => ({ id, name, path }));
  if (!first) return undefined;
  return {
    permission: permissionFor[subject],
    places: [first, ...rest],
    servedBy: rows.flatMap(({ agent_id }) => agent_id ?? []),
  };
}

interface PlaceRow extends Place {
  readonly agent_id: string | null;
}

function placesOf(subject: AccessSubject, id: string): RawBuilder<PlaceRow> {
  switch (subject) {
    case 'conversation':
      return sql`
        select unit.id, unit.name, unit.path, c.agent_id
        from conversations c join org_units unit on unit.id = c.skill_group_id
        where c.id = ${id}::uuid`;
    case 'channel':
      return sql`
        select unit.id, unit.name, unit.path, null as agent_id
        from channels join org_units unit on unit.id = channels.org_unit_id
        where channels.id = ${id}`;
    case 'org-unit':
      return sql`
        select id, name, path, null as agent_id from org_units where id = ${id}::int and deleted_at is null`;
    case 'account':
      return sql`
        select unit.id, unit.name, unit.path, null as agent_id
        from accounts join org_units unit on unit.id = accounts.org_unit_id
        where accounts.id = ${id}::uuid and accounts.deleted_at is null`;
    case 'visitor':
      return sql`
        select unit.id, unit.name, unit.path, talk.agent_id
        from (
          select skill_group_id, agent_id, max(created_at) as at
          from conversations where visitor_id = ${id}::uuid
          group by skill_group_id, agent_id
        ) talk
        join org_units unit on unit.id = talk.skill_group_id
        order by talk.at desc`;
  }
}
