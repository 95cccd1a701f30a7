import type { QueuedConversation } from '@cskefu/contract';
import type { RefObject } from 'react';
import { useHotkeys } from '../../lib/hotkeys.ts';
import type { QueueActs } from './queue-acts.tsx';

/** `j` and `k` walk through the rows, the letters act on the one with the focus. */
export const useQueueKeys = (
  table: RefObject<HTMLElement | null>,
  rows: readonly QueuedConversation[],
  { pull, ask }: QueueActs,
) => {
  const linkOf = (id: string) => table.current?.querySelector<HTMLElement>(`[data-queued="${id}"]`);
  const focused = () => {
    const row = document.activeElement?.closest('tr');
    return rows.findIndex(({ id }) => row?.contains(linkOf(id) ?? null));
  };
  const walk = (by: number) => {
    const at = focused();
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    const link = next && linkOf(next.id);
    link?.focus();
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  };
  const withRow = (act: ((row: QueuedConversation) => void) | null | undefined) => () => {
    const row = rows[focused()];
    if (row) act?.(row);
  };
  useHotkeys({
    j: () => walk(1),
    k: () => walk(-1),
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    t: withRow(pull),
    m: withRow(ask && ((row) => ask('move', row))),
    p: withRow(ask && ((row) => ask('prioritize', row))),
    E: withRow(ask && ((row) => ask('end', row))),
  });
};
