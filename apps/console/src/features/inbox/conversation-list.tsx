import type { Conversation, InboxView } from '@cskefu/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { measures } from '../../theme/tokens.ts';
import { ConversationRow } from './conversation-row.tsx';
import { useSteadyOrder } from './steady-order.ts';

interface ConversationListProps {
  rows: Conversation[];
  view: InboxView;
  openId: string | undefined;
  hasMore: boolean;
  onEnd: () => void;
  /** Opens one beside the others; null where there is no room. */
  onBeside: ((conversationId: string) => void) | null;
}

const ROW_HEIGHT = Number.parseInt(measures['row-height'], 10);

/** The rows of one list. Only those in sight exist; `j` and `k` move the focus from one to the next. */
export const ConversationList = ({ rows, view, openId, hasMore, onEnd, onBeside }: ConversationListProps) => {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const steady = useSteadyOrder(rows);
  const shown = steady.rows;
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 8,
    paddingStart: 4,
    paddingEnd: 8,
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && lastIndex >= shown.length - 10) onEnd();
  }, [hasMore, lastIndex, shown.length, onEnd]);

  const rowOf = (id: string) => scroller.current?.querySelector<HTMLElement>(`[data-conversation="${id}"]`);
  const focusRow = (index: number) => {
    const row = shown[index];
    if (!row) return;
    virtualizer.scrollToIndex(index);
    const element = rowOf(row.id);
    if (element) element.focus();
    else requestAnimationFrame(() => rowOf(row.id)?.focus());
  };
  const move = (by: number) => {
    const focused = document.activeElement?.getAttribute('data-conversation') ?? openId;
    const at = shown.findIndex((row) => row.id === focused);
    focusRow(at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by)));
  };
  useActions({ next: () => move(1), previous: () => move(-1) });
  const arrows = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move the focus among the links inside
    <div
      ref={scroller}
      className="inbox-scroll scroll"
      // Not on enter: that is not told of a list that appears under a pointer at rest.
      onPointerMove={(event) => event.pointerType === 'mouse' && steady.hold()}
      onPointerLeave={steady.release}
      onKeyDown={arrows}
    >
      <ul className="inbox-rows" aria-label={t(`inbox.views.${view}`)} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = shown[item.index];
          return row ? (
            <li
              key={item.key}
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={hasMore ? -1 : shown.length}
              aria-posinset={item.index + 1}
            >
              <ConversationRow row={row} view={view} open={row.id === openId} onBeside={onBeside} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
};
