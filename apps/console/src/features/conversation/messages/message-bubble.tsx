import { EyeOff, Megaphone, StickyNote } from 'lucide-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../../app/i18n.ts';
import { OnDemand } from '../../../components/on-demand.tsx';
import { classNames } from '../../../lib/class-names.ts';
import { linkify } from '../../../lib/linkify.ts';
import { absoluteTime, clockTime } from '../../../lib/moment.ts';
import { useThreadEvents } from '../thread-context.tsx';
import type { Delivery, MessageRow } from '../thread-row.ts';
import { MessageActs } from './message-acts.tsx';
import { MessageDelivery } from './message-delivery.tsx';
import { MessageFile } from './message-file.tsx';
import { MessageImage } from './message-image.tsx';
import { MessageMailed } from './message-mailed.tsx';
import { NoteWords } from './note-words.tsx';
import { QuoteBlock } from './quote-block.tsx';
import './message-bubble.css';

const OutsideDelivery = lazy(withTexts(() => import('../outside/outside-delivery.tsx')));

type MessageBubbleProps = Pick<MessageRow, 'message' | 'moment' | 'ours' | 'first' | 'last' | 'mailed'> & {
  delivery: Delivery | null;
};

const Words = ({ text }: { text: string }) => {
  let at = 0;
  return linkify(text).map(({ kind, text: part }) => {
    const key = at;
    at += part.length;
    return kind === 'link' ? (
      <a key={key} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    );
  });
};

const Content = ({ message }: Pick<MessageBubbleProps, 'message'>) => (
  <>
    {message.kind === 'image' && message.fileId ? <MessageImage fileId={message.fileId} file={message.file} /> : null}
    {message.kind === 'file' && message.fileId ? <MessageFile fileId={message.fileId} file={message.file} /> : null}
    {message.text ? (
      <div className="bubble-text" dir="auto">
        {message.kind === 'note' ? <NoteWords text={message.text} words={Words} /> : <Words text={message.text} />}
      </div>
    ) : null}
  </>
);

/** One message: the visitor's on the left, ours on the right. */
export const MessageBubble = ({ message, moment, ours, first, last, delivery, mailed }: MessageBubbleProps) => {
  const { t, i18n } = useTranslation();
  const { outside } = useThreadEvents();
  const isNote = message.kind === 'note';
  const isSupervisor = message.author.kind === 'supervisor';
  // What a supervisor leaves beside a conversation is for whoever serves it.
  const mark = isNote ? t(isSupervisor ? 'note.whisper' : 'note.label') : isSupervisor ? t('note.supervisor') : null;
  const MarkIcon = isNote ? (isSupervisor ? EyeOff : StickyNote) : Megaphone;
  const time = (
    <time className="bubble-time" dateTime={message.at} title={absoluteTime(moment, i18n.language)}>
      {clockTime(moment, i18n.language)}
    </time>
  );
  return (
    <article
      className={classNames(
        'bubble-row',
        ours ? 'bubble-row-ours' : 'bubble-row-theirs',
        first && 'bubble-row-first',
        last && 'bubble-row-last',
        message.author.kind === 'bot' && 'bubble-row-bot',
        isNote && 'bubble-row-note',
        isSupervisor && !isNote && 'bubble-row-supervisor',
      )}
      aria-label={`${mark ? `${mark} ` : ''}${message.author.name} ${clockTime(moment, i18n.language)}`}
    >
      {first ? (
        <header className="bubble-head">
          {mark ? (
            <span className={isNote ? 'bubble-note-mark' : 'bubble-supervisor-mark'}>
              <MarkIcon size={12} aria-hidden="true" /> {mark}
            </span>
          ) : null}
          <span className="bubble-author">{message.author.name}</span>
          {time}
        </header>
      ) : null}
      <div className="bubble-line">
        <div
          className={classNames(
            'bubble',
            message.kind === 'image' && !message.text && !message.replyTo && 'bubble-bare',
          )}
        >
          {message.replyTo ? <QuoteBlock seq={message.replyTo} /> : null}
          <Content message={message} />
        </div>
        {first ? null : time}
        <MessageActs message={message} />
      </div>
      {outside && ours && !isNote && message.seq !== null ? (
        <OnDemand>
          <OutsideDelivery messageId={message.id} last={last} />
        </OnDemand>
      ) : delivery ? (
        <MessageDelivery message={message} delivery={delivery} last={last} />
      ) : null}
      {mailed ? <MessageMailed mailed={mailed} /> : null}
    </article>
  );
};
