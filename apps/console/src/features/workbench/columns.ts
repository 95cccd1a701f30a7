/** Conversations beside each other, from the left, and which of them was last in focus. */
export interface Columns {
  ids: readonly string[];
  focused: string | null;
}

export const noColumns: Columns = { ids: [], focused: null };

/** What stands on the screen when a conversation is opened: itself, if it is among them; else it takes the place of the one in focus. */
export const withOpen = ({ ids, focused }: Columns, open: string | undefined, most: number): Columns => {
  if (!open || most < 2) return { ids: open ? [open] : [], focused: open ?? null };
  const replaced = ids.includes(open) ? ids : ids.map((id) => (id === (focused ?? ids[0]) ? open : id));
  const shown = replaced.includes(open) ? replaced : [open];
  return { ids: aroundOpen(shown, open, most), focused: open };
};

/** As many as there is room for, the open one among them. */
const aroundOpen = (ids: readonly string[], open: string, most: number) => {
  const from = Math.max(0, Math.min(ids.indexOf(open), ids.length - most));
  return ids.slice(from, from + most);
};

/** One more, right of the open one. Where there is no room, the last one goes. */
export const withBeside = ({ ids, focused }: Columns, next: string, most: number): Columns => {
  const at = focused === null ? ids.length - 1 : ids.indexOf(focused);
  const others = ids.filter((id) => id !== next);
  const more = [...others.slice(0, at + 1), next, ...others.slice(at + 1)];
  const gone = more.length > most ? more.findLast((id) => id !== next && id !== focused) : undefined;
  return { ids: more.filter((id) => id !== gone), focused: next };
};

/** Without one; the focus goes to its neighbour. */
export const without = ({ ids, focused }: Columns, gone: string): Columns => {
  const at = ids.indexOf(gone);
  const left = ids.filter((id) => id !== gone);
  return { ids: left, focused: focused === gone ? (left[Math.min(at, left.length - 1)] ?? null) : focused };
};

/** The neighbour of the one in focus; the last one is followed by the first. */
export const neighbour = ({ ids, focused }: Columns, by: 1 | -1): string | undefined =>
  focused === null ? undefined : ids[(ids.indexOf(focused) + by + ids.length) % ids.length];
