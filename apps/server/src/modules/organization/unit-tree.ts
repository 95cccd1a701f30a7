import type { Database } from '../../platform/database/index.ts';

/**
 * Where each org unit hangs, in memory: the hot path asks it for every message and must not ask the database. `refresh` after the tree has
 * changed; until then a new unit is unknown, and nobody sees what lies in it.
 */
export interface UnitTree {
  /** The unit itself and everything above it, from the root down. Empty for an unknown one. */
  lineOf(unitId: number): readonly number[];
  /** Whether a unit is another one or lies below it. */
  isWithin(unitId: number, scopeId: number): boolean;
  refresh(): Promise<void>;
}

export async function createUnitTree(db: Database): Promise<UnitTree> {
  let lines: ReadonlyMap<number, readonly number[]> = new Map();
  let reading: Promise<void> | null = null;
  let again = false;

  async function read(): Promise<void> {
    do {
      again = false;
      const rows = await db.selectFrom('org_units').select(['id', 'path']).execute();
      lines = new Map(rows.map(({ id, path }) => [id, path.slice(1, -1).split('/').map(Number)]));
    } while (again);
  }

  const lineOf = (unitId: number) => lines.get(unitId) ?? [];
  const tree: UnitTree = {
    lineOf,
    isWithin: (unitId, scopeId) => lineOf(unitId).includes(scopeId),
    refresh: () => {
      // A change that was committed after the reading began may not be in it.
      if (reading) again = true;
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
  };
  await tree.refresh();
  return tree;
}
