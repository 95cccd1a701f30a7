import { useState } from 'react';

/** The rows in the order in which they stood, with those that are new at the end. */
export const inOrderOf = <T extends { id: string }>(order: readonly string[], rows: readonly T[]): T[] => {
  const place = new Map(order.map((id, at) => [id, at]));
  const placeOf = (row: T) => place.get(row.id) ?? order.length;
  return rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => placeOf(a.row) - placeOf(b.row) || a.at - b.at)
    .map(({ row }) => row);
};

/** Rows do not jump while the pointer is over the list: what is under it stays under it until it leaves. */
export const useSteadyOrder = <T extends { id: string }>(rows: readonly T[]) => {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  return {
    rows: held ? inOrderOf(held, rows) : rows,
    hold: () => setHeld((order) => order ?? rows.map((row) => row.id)),
    release: () => setHeld(null),
  };
};
