import type { Thread } from '@cskefu/client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { useAccount } from '../../../app/session.ts';
import { SkeletonLine } from '../../../components/skeleton.tsx';
import { isOutside } from '../outside/is-outside.ts';
import { useReading } from '../reading.ts';
import { ThreadEvents } from '../thread-context.tsx';
import type { ThreadRow } from '../thread-row.ts';
import { createThreadRows } from '../thread-rows.ts';
import { useEarlier, usePending } from '../use-thread.ts';
import { Announcer } from './announcer.tsx';
import { LightboxProvider } from './lightbox-provider.tsx';
import { MessageListRow } from './message-list-row.tsx';
import { countUnseen, END_THRESHOLD, useEnd, useStayAtEndOnResize } from './thread-end.ts';
import { useJump } from './use-jump.ts';
import './message-list.css';

/** How near the start fetches more, in pixels. */
const START_THRESHOLD = 1_200;
const HEAD_HEIGHT = 64;

const estimates: Record<ThreadRow['kind'], number> = { day: 48, unread: 36, notice: 32, message: 52 };

/**
 * Where the visitor's unread messages began when the thread was opened; stands still while it is open. A conversation in
 * which nothing was read yet needs no mark.
 */
const useUnreadMark = ({ conversation }: Thread): number | null => {
  const [mark] = useState(conversation.unread > 0 && conversation.reads.agent > 0 ? conversation.reads.agent : null);
  return mark;
};

const isOurs = (row: ThreadRow | undefined) => row?.kind === 'message' && row.ours;

export const MessageList = ({ thread }: { thread: Thread }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const { outbox } = useDesk();
  const { id } = thread.conversation;
  const scroller = useRef<HTMLDivElement>(null);
  const pending = usePending(id);
  const unreadAfter = useUnreadMark(thread);
  const earlier = useEarlier(id);
  const [makeRows] = useState(createThreadRows);
  const rows = useMemo(
    () => makeRows(thread, pending, { me: { kind: 'agent', id: account.id, name: account.name }, unreadAfter }),
    [makeRows, thread, pending, account.id, account.name, unreadAfter],
  );

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimates[rows[index]?.kind ?? 'message'],
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_THRESHOLD,
    paddingStart: HEAD_HEIGHT,
    paddingEnd: 12,
    overscan: 12,
    directDomUpdates: true,
  });

  // A message above that turns out higher, or joins a group with an older page, must not push what one reads.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (item, _delta, { scrollOffset }) =>
    item.start < (scrollOffset ?? 0);
  useLayoutEffect(() => virtualizer.scrollToEnd(), [virtualizer]);
  useStayAtEndOnResize(scroller, virtualizer);
  const { atEnd, seenLast, sentinel } = useEnd(rows);

  const lastRow = rows.at(-1);
  const lastKey = lastRow?.key;
  const lastIsOurs = isOurs(lastRow);
  // Who writes wants to see it, wherever they had scrolled to.
  useEffect(() => {
    if (lastIsOurs && lastKey && outbox.items(id).some((item) => item.id === lastKey)) virtualizer.scrollToEnd();
  }, [lastKey, lastIsOurs, outbox, id, virtualizer]);

  useReading(thread, atEnd);
  const loadEarlier = earlier.load;
  const fetchNearStart = useCallback(() => {
    if ((scroller.current?.scrollTop ?? 0) < START_THRESHOLD) void loadEarlier();
  }, [loadEarlier]);
  // A short page leaves nothing to scroll: fetch on until the screen is full.
  // biome-ignore lint/correctness/useExhaustiveDependencies: to be asked again with each page
  useEffect(fetchNearStart, [fetchNearStart, rows.length]);

  const scrollTo = useCallback((index: number) => virtualizer.scrollToIndex(index, { align: 'center' }), [virtualizer]);
  const flashed = useJump({ thread, rows, loadEarlier, scrollTo });
  const outside = isOutside(thread.conversation);
  const around = useMemo(
    () => ({ conversationId: id, events: thread.events, readOnly: false, outside }),
    [id, thread.events, outside],
  );

  const unseen = atEnd ? 0 : countUnseen(rows, seenLast);
  return (
    <ThreadEvents value={around}>
      <LightboxProvider rows={rows}>
        <div className="messages">
          <div
            ref={scroller}
            className="messages-scroll scroll"
            role="log"
            aria-live="off"
            aria-label={t('thread.messages')}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            onScroll={fetchNearStart}
          >
            <div ref={virtualizer.containerRef} className="messages-rows">
              <div className="messages-start" style={{ height: HEAD_HEIGHT }}>
                {thread.hasEarlier ? (
                  earlier.failed ? (
                    <button type="button" className="messages-retry" onClick={() => void earlier.load()}>
                      {t('thread.earlierFailed')}
                    </button>
                  ) : (
                    <SkeletonLine width="180px" thin />
                  )
                ) : null}
              </div>
              {virtualizer.getVirtualItems().map((item) => {
                const row = rows[item.index];
                return row ? (
                  <div
                    key={item.key}
                    ref={virtualizer.measureElement}
                    data-index={item.index}
                    className={row.key === flashed ? 'messages-row messages-row-flash' : 'messages-row'}
                  >
                    <MessageListRow row={row} readUpTo={thread.conversation.reads.visitor} />
                  </div>
                ) : null;
              })}
              <div ref={sentinel} className="messages-end" style={{ height: END_THRESHOLD }} aria-hidden="true" />
            </div>
          </div>
          {atEnd ? null : (
            <button type="button" className="messages-pill" onClick={() => virtualizer.scrollToEnd()}>
              <ArrowDown size={14} aria-hidden="true" />
              {unseen > 0 ? t('thread.newMessages', { count: unseen }) : t('thread.toEnd')}
            </button>
          )}
          <Announcer rows={rows} />
        </div>
      </LightboxProvider>
    </ThreadEvents>
  );
};
