import { useEffect, useRef } from 'react';
import { Thread } from '../conversation/thread.tsx';
import { ThreadFocus, ThreadNarrow } from '../conversation/thread-context.tsx';

interface ThreadColumnProps {
  conversationId: string;
  focused: boolean;
  /** There are others beside it. */
  several: boolean;
  onFocus: () => void;
  onBack: () => void;
  onPanel: (() => void) | null;
  onClose: (() => void) | null;
}

/** One of the conversations beside each other. Whatever is clicked in it, it has the focus; by key, the field to write in has it. */
export const ThreadColumn = ({
  conversationId,
  focused,
  several,
  onFocus,
  onBack,
  onPanel,
  onClose,
}: ThreadColumnProps) => {
  const column = useRef<HTMLDivElement>(null);
  const was = useRef(focused);
  useEffect(() => {
    const gained = focused && !was.current;
    was.current = focused;
    if (!gained || column.current?.contains(document.activeElement)) return;
    column.current?.querySelector<HTMLElement>('textarea, .messages-scroll')?.focus();
  }, [focused]);
  return (
    <ThreadFocus value={focused}>
      <ThreadNarrow value={several}>
        <div
          ref={column}
          className={
            several ? (focused ? 'thread-column thread-column-focused' : 'thread-column') : 'thread-column-only'
          }
          onFocusCapture={onFocus}
          onPointerDownCapture={onFocus}
        >
          <Thread
            key={conversationId}
            conversationId={conversationId}
            onBack={onBack}
            onPanel={onPanel}
            onClose={onClose}
          />
        </div>
      </ThreadNarrow>
    </ThreadFocus>
  );
};
