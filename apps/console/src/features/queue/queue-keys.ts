import type { QueuedConversation } from '@cskefu/contract';
import { type RefObject, useEffect } from 'react';
import { useActions } from '../../app/actions/registry.ts';
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
  useActions({
    next: () => walk(1),
    previous: () => walk(-1),
    take: withRow(pull),
    move: withRow(ask && ((row) => ask('move', row))),
    prioritize: withRow(ask && ((row) => ask('prioritize', row))),
    close: withRow(ask && ((row) => ask('end', row))),
  });
  useArrows(table, walk);
};

const useArrows = (table: RefObject<HTMLElement | null>, walk: (by: number) => void) => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by === undefined || event.defaultPrevented) return;
      event.preventDefault();
      walk(by);
    };
    const element = table.current;
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  });
};
