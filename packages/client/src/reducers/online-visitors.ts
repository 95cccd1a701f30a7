import type { OnlineVisitor, ServerFrame } from '@cskefu/contract';

/** The part of the list of visitors online that a screen shows. */
export interface OnlineVisitorList {
  readonly rows: readonly OnlineVisitor[];
  /** How many fit the filters, in how many windows soever. */
  readonly total: number;
  readonly online: number;
  readonly talking: number;
}

/** The list after a frame: rows that are new or have changed take their place, what left the window is forgotten. */
export function applyVisitors(
  list: OnlineVisitorList | null,
  { ids, rows, total, online, talking }: Extract<ServerFrame, { type: 'visitors' }>,
): OnlineVisitorList {
  const known = new Map(list?.rows.map((row) => [row.id, row]));
  for (const row of rows) known.set(row.id, row);
  const order = ids ?? list?.rows.map(({ id }) => id) ?? [];
  return { rows: order.flatMap((id) => known.get(id) ?? []), total, online, talking };
}
