import { type RawBuilder, sql } from 'kysely';

/** A part of the organization tree: one unit and everything below it. `path` holds the ids from the root down: `/1/4/`. */
export interface Reach {
  readonly id: number;
  readonly path: string;
}

/** Whether what lies at `path` lies in this part of the tree. */
export function covers(reach: Pick<Reach, 'path'>, path: string): boolean {
  return path.startsWith(reach.path);
}

/** The path of the root: there is one, and everything lies below it. */
const ROOT = /^\/\d+\/$/;

/**
 * The one predicate by which queries keep to a part of the tree: `column` holds the id of an org unit. One scan of the index of paths;
 * nothing for the whole tree.
 */
export function within(column: string, reach: Pick<Reach, 'path'>): RawBuilder<boolean> {
  if (ROOT.test(reach.path)) return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(column)} in (select unit.id from org_units unit where unit.path like ${`${reach.path}%`})`;
}
