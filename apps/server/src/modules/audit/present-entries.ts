import type { AuditEntry } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { Reach } from '../organization/index.ts';
import type { AuditRow } from './audit-log.store.ts';
import { changesOf } from './changes.ts';
import { findNames, mentionsIn, type Names } from './named-things.ts';

/** Rows of the log as people read them: with the names of whoever did it and of whatever it was done to. */
export async function presentEntries(
  db: DatabaseReader,
  reach: Reach,
  rows: readonly AuditRow[],
): Promise<AuditEntry[]> {
  const names = await findNames(
    db,
    reach,
    rows.flatMap((row) => row.actor_id ?? []),
    rows.flatMap((row) => [
      ...(row.org_unit_id === null ? [] : [`org-unit:${row.org_unit_id}`]),
      ...(row.subject === null ? [] : [row.subject]),
      ...mentionsIn(row.payload),
    ]),
  );
  return rows.map((row) => presentEntry(row, names));
}

function presentEntry(row: AuditRow, names: Names): AuditEntry {
  const { before, after, details } = changesOf(row.payload);
  // A refused sign-in has no author, only an address. Beside an author it is somebody else's: of a session that was ended.
  const { address, ...rest } = details;
  const told = row.actor_address === null ? rest : details;
  const mentioned = mentionsIn(row.payload).flatMap((thing) => {
    const name = names.get(thing);
    return name === undefined ? [] : [[thing, name] as const];
  });
  return {
    position: row.position,
    at: row.created_at.toISOString(),
    type: row.type,
    category: row.category,
    actor: {
      kind: row.actor_kind === 'agent' ? 'account' : row.actor_kind === 'visitor' ? 'visitor' : 'system',
      id: row.actor_id,
      name: row.actor_id === null ? null : (names.get(`account:${row.actor_id}`) ?? null),
    },
    address: row.actor_address ?? (typeof address === 'string' ? address : null),
    orgUnit:
      row.org_unit_id === null
        ? null
        : { id: row.org_unit_id, name: names.get(`org-unit:${row.org_unit_id}`) ?? String(row.org_unit_id) },
    subject: row.subject === null ? null : subjectOf(row.subject, names, [before, after, told]),
    names: Object.fromEntries(mentioned),
    before,
    after,
    details: told,
  };
}

/** A thing that is gone has the name that the event itself tells. */
function subjectOf(
  subject: string,
  names: Names,
  facts: readonly (Record<string, unknown> | null)[],
): NonNullable<AuditEntry['subject']> {
  const colon = subject.indexOf(':');
  const told = facts.map((part) => part?.['name']).find((name) => typeof name === 'string');
  return {
    kind: subject.slice(0, colon),
    id: subject.slice(colon + 1),
    name: names.get(subject) ?? (told as string | undefined) ?? null,
  };
}
