import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';
import type { Row } from '../talk/timeline.ts';

/** So near the end counts as the end, in pixels. */
const NEAR = 48;

interface ThreadScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly isAtBottom: boolean;
  /** Messages that came in below what is in view. */
  readonly missed: number;
  readonly toBottom: () => void;
}

const isLine = (row: Row) => row.kind === 'line';

/** Stays at the end while the reader is there; otherwise what is in view stays where it is, whatever is added above. */
export const useThreadScroll = (rows: readonly Row[]): ThreadScroll => {
  const { view } = useChat();
  const isAtBottom = useStore(view).atBottom;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const anchor = useRef<{ key: string; top: number } | null>(null);
  const lastOwn = useRef<string | undefined>(undefined);
  const lastSeen = useRef<string | undefined>(undefined);

  const toBottom = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    view.set({ atBottom: true });
  };

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const atBottom = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    if (atBottom !== view.get().atBottom) view.set({ atBottom });
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const topOf = (key: string) => element.querySelector<HTMLElement>(`[data-key="${key}"]`)?.offsetTop;
    const own = rows.findLast((row) => row.kind === 'line' && row.line.mine)?.key;
    const hasWritten = own !== lastOwn.current;
    lastOwn.current = own;
    const held = anchor.current;
    const top = held && topOf(held.key);
    if (hasWritten || view.get().atBottom) toBottom();
    else if (held && top !== undefined && top !== null) element.scrollTop += top - held.top;
    const first = rows.find(isLine)?.key;
    anchor.current = first === undefined ? null : { key: first, top: topOf(first) ?? 0 };
  });

  // The keyboard of a phone, a wider field, a picture that has come: the end stays in view.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (view.get().atBottom) toBottom();
    });
    for (const { current } of [scroller, content]) if (current) observer.observe(current);
    return () => observer.disconnect();
  }, [view]);

  const incoming = rows.filter((row) => row.kind === 'line' && !row.line.mine);
  if (isAtBottom) lastSeen.current = incoming.at(-1)?.key;
  const missed = incoming.length - 1 - incoming.findIndex((row) => row.key === lastSeen.current);

  return { scroller, content, onScroll, isAtBottom, missed, toBottom };
};
