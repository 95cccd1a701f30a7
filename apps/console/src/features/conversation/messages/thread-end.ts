import { useEffect, useRef, useState } from 'react';
import type { ThreadRow } from '../thread-row.ts';

/** How near the end still counts as reading along, in pixels. */
export const END_THRESHOLD = 80;

/** Messages of the other side that came after the row last seen. */
export const countUnseen = (rows: ThreadRow[], seenLast: string | undefined) => {
  const from = rows.findLastIndex((row) => row.key === seenLast) + 1;
  return rows.slice(from).filter((row) => row.kind === 'message' && !row.ours).length;
};

type Ref = { readonly current: HTMLElement | null };

/** Whether the end is in sight, and the last row that was when it last was. Asking for heights at each scroll would stutter. */
export const useEnd = (rows: ThreadRow[]) => {
  const [atEnd, setAtEnd] = useState(true);
  const [seenLast, setSeenLast] = useState<string | undefined>(undefined);
  const sentinel = useRef<HTMLDivElement>(null);
  const lastKey = rows.at(-1)?.key;
  useEffect(() => {
    if (!sentinel.current) return;
    const observer = new IntersectionObserver((entries) => setAtEnd(entries.at(-1)?.isIntersecting ?? true));
    observer.observe(sentinel.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (atEnd) setSeenLast(lastKey);
  }, [atEnd, lastKey]);
  return { atEnd, seenLast, sentinel };
};

/** The composer grows and the phone's keyboard opens: the last words stay in sight. */
export const useStayAtEndOnResize = (
  scroller: Ref,
  virtualizer: { isAtEnd: () => boolean; scrollToEnd: () => void },
) => {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      const gap = element.scrollHeight - element.scrollTop - height;
      height = element.clientHeight;
      if (gap <= END_THRESHOLD) virtualizer.scrollToEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, virtualizer]);
};
