import { useChat } from '../chat-context.ts';
import { formatSize } from '../files/format-size.ts';
import type { Texts } from '../i18n/zh-cn.ts';
import { useStore } from '../store.ts';
import { timeWords } from '../talk/day-words.ts';
import type { Line } from '../talk/line.ts';
import { RecallButton } from './lazy.tsx';

interface LineFootProps {
  readonly line: Line;
  /** Of its group. */
  readonly isLast: boolean;
  /** Of all that have arrived. */
  readonly isNewest: boolean;
}

/** Below an own message: when, and how far it has come. */
export const LineFoot = ({ line, isLast, isNewest }: LineFootProps) => {
  const { talk, texts, locale } = useChat();
  const { connection } = useStore(talk.store);
  if (line.problem) return <Problem line={line} />;
  const hasArrived = line.state === 'sent' || line.state === 'read';
  // Given to a connection that turned out to be dead: it will be sent again.
  const state = line.state === 'sending' && connection !== 'fine' ? 'waiting' : line.state;
  const words = !hasArrived || isNewest ? stateWords({ ...line, state }, texts) : null;
  if (!isLast && !isNewest) return null;
  return (
    <p class={`foot ${line.state}`}>
      <time dateTime={line.at}>{timeWords(line.at, locale)}</time>
      {words && <span>{words}</span>}
      {hasArrived && <RecallButton line={line} />}
    </p>
  );
};

const stateWords = ({ state, progress }: Line, texts: Texts): string | null => {
  switch (state) {
    case 'uploading':
      return texts.uploading(Math.round(progress * 100));
    case 'waiting':
      return texts.waitingToSend;
    case 'sending':
      return texts.sending;
    case 'sent':
      return texts.sent;
    case 'read':
      return texts.read;
    default:
      return null;
  }
};

const Problem = ({ line }: { line: Line }) => {
  const { talk, texts, locale } = useChat();
  const limit = formatSize(talk.store.get().channel?.maxFileBytes ?? 0, locale);
  return (
    <p class={`foot ${line.state}`}>
      <span>{line.refusal?.[locale] ?? problemWords(line, texts, limit)}</span>
      {isWorthRetrying(line) && (
        <button type="button" onClick={() => talk.retry(line.id)}>
          {texts.retry}
        </button>
      )}
      {line.state === 'failed' && (
        <button type="button" onClick={() => talk.discard(line.id)}>
          {texts.discard}
        </button>
      )}
    </p>
  );
};

const isWorthRetrying = ({ problem }: Line) =>
  problem !== 'too_large' && problem !== 'empty' && problem !== 'unsupported_file' && problem !== 'held_for_review';

const problemWords = ({ problem, file }: Line, texts: Texts, limit: string): string => {
  if (problem === 'held_for_review') return texts.inReview;
  if (!file) return problem === 'too_large' ? texts.failedTooLong : texts.failed;
  if (problem === 'too_large') return texts.uploadTooLarge(limit);
  if (problem === 'empty') return texts.uploadEmpty;
  if (problem === 'unsupported_file') return texts.uploadUnsupported;
  return file.id ? texts.failed : texts.uploadFailed;
};
