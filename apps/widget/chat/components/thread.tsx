import { useMemo } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';
import type { LineFile } from '../talk/line.ts';
import { newestOwn, timeline } from '../talk/timeline.ts';
import { Icon } from './icon.tsx';
import { EarlierButton } from './lazy.tsx';
import { Line } from './line.tsx';
import { Day, Divider, NoticeLine } from './quiet-lines.tsx';
import { Typing } from './typing.tsx';
import { useThreadScroll } from './use-thread-scroll.ts';
import { Welcome } from './welcome.tsx';

export const Thread = ({ onImage }: { onImage: (image: LineFile) => void }) => {
  const { talk, texts } = useChat();
  const state = useStore(talk.store);
  const { threads, accepted, outbox, ownFiles, earlier, typing } = state;
  const { items: uploads } = useStore(talk.uploads.store);
  const rows = useMemo(
    () => timeline({ threads, accepted, outbox, ownFiles }, uploads),
    [threads, accepted, outbox, ownFiles, uploads],
  );
  const own = newestOwn(rows);
  const { scroller, content, onScroll, missed, isAtBottom, toBottom } = useThreadScroll(rows);
  const isAtStart = earlier === 'none' || threads.length === 0;
  return (
    <div class="thread">
      {/* Read aloud is only what the announcer says: history that is loaded must not be. */}
      <div
        class="scroll"
        role="log"
        aria-live="off"
        aria-label={texts.messages}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: by keyboard it scrolls only when it can have the focus
        tabIndex={0}
        ref={scroller}
        onScroll={onScroll}
      >
        <div class="content" ref={content}>
          {isAtStart ? <Welcome /> : <EarlierButton />}
          <ol>
            {rows.map((row, index) => {
              if (row.kind === 'day') return <Day key={row.key} at={row.at} />;
              if (row.kind === 'divider') return <Divider key={row.key} />;
              if (row.kind === 'notice')
                return <NoticeLine key={row.key} notice={row.notice} isLast={index === rows.length - 1} />;
              return <Line key={row.key} row={row} isNewestOwn={row.line === own} onImage={onImage} />;
            })}
            {typing !== null && <Typing name={typing} />}
          </ol>
        </div>
      </div>
      {!isAtBottom && (
        <button type="button" class="to-bottom" onClick={toBottom} aria-label={missed ? undefined : texts.toLatest}>
          {missed > 0 && texts.newMessages(missed)}
          <Icon name="down" />
        </button>
      )}
    </div>
  );
};
