import type { Conversation, QuickReply } from '@cskefu/contract';
import { MAX_TEXT_LENGTH } from '@cskefu/contract/limits';
import { type ClipboardEvent, type KeyboardEvent, lazy, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../../app/actions/registry.ts';
import { withTexts } from '../../../app/i18n.ts';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { OnDemand } from '../../../components/on-demand.tsx';
import { usePhoneWidth } from '../../../lib/media.ts';
import { useDraft } from '../draft.ts';
import { isOutside } from '../outside/is-outside.ts';
import { useQuote } from '../quote.ts';
import { ScheduleButton } from '../schedule/schedule-button.tsx';
import { useIsFocused } from '../thread-context.tsx';
import { useUndoSeconds } from '../undo-send.ts';
import { AttachmentTray } from './attachment-tray.tsx';
import { useAttachments, useAttachmentsStore } from './attachments-context.tsx';
import { ChosenQuote } from './chosen-quote.tsx';
import { quickReplyWord, useFillIn, useQuickReplies } from './quick-replies.ts';
import { ReplyTools } from './reply-tools.tsx';
import { isSend, useSendKey } from './send-key.ts';
import { useAutoGrow } from './use-auto-grow.ts';

const OutsideLimits = lazy(withTexts(() => import('../outside/outside-limits.tsx')));
const QuickReplyList = lazy(() => import('./quick-reply-list.tsx'));

const LENGTH_SHOWN_FROM = MAX_TEXT_LENGTH - 1_000;

export const ReplyField = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { accountId, outbox, typing, attending } = useDesk();
  const phone = usePhoneWidth();
  const firstFocused = useRef(useIsFocused());
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(accountId, conversation.id);
  const [sendKey] = useSendKey();
  const store = useAttachmentsStore();
  const attachments = useAttachments(conversation.id);
  useAutoGrow(field, text);
  // On a phone the keyboard would cover what one has come to read.
  useEffect(() => {
    if (!phone && firstFocused.current) field.current?.focus();
  }, [phone]);
  const focused = useIsFocused();
  useActions({ reply: () => field.current?.focus() }, focused);
  const [chosenQuote, setQuote] = useQuote(accountId, conversation.id);
  // What the house keeps to itself is answered in a note.
  const quote = chosenQuote?.kind === 'note' ? null : chosenQuote;
  const [undoSeconds] = useUndoSeconds();

  const listId = useId();
  const [chosen, setChosen] = useState(0);
  const [refused, setRefused] = useState<string | null>(null);
  const asked = text === refused ? null : quickReplyWord(text);
  const { replies, settled } = useQuickReplies(asked);
  const fillIn = useFillIn(conversation);

  const words = text.trim();
  const tooLong = text.length > MAX_TEXT_LENGTH;
  const sendable = (words !== '' || attachments.some(({ state }) => state !== 'failed')) && !tooLong;

  const send = () => {
    if (!sendable) return;
    if (words) {
      const message = { kind: 'text', text: words, ...(quote && { replyTo: quote.seq }) } as const;
      outbox.add({ conversationId: conversation.id, message, holdMs: undoSeconds * 1_000 });
      if (quote) setQuote(null);
    }
    setText('');
    store.release(conversation.id);
    field.current?.focus();
  };
  const write = (next: string) => {
    setText(next);
    setChosen(0);
    if (!next) return;
    typing.tell(conversation.id);
    attending.writes(conversation.id);
  };
  const insert = (piece: string) => {
    const element = field.current;
    if (!element) return;
    element.setRangeText(piece, element.selectionStart, element.selectionEnd, 'end');
    write(element.value);
  };
  const use = (reply: QuickReply) => {
    write(fillIn(reply.text));
    field.current?.focus();
  };
  /** For which words Enter came before the answer: it means what the answer will be. */
  const [hasty, setHasty] = useState<string | null>(null);
  useEffect(() => {
    if (hasty === null || !settled) return;
    setHasty(null);
    const reply = hasty === text ? replies[chosen] : undefined;
    if (reply) use(reply);
  });
  /** The keys of the list of quick replies, while it is open. */
  const pick = (event: KeyboardEvent): boolean => {
    if (asked === null || event.nativeEvent.isComposing) return false;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const reply = replies[chosen];
    if (event.key === 'Escape') setRefused(text);
    else if (reply && step !== 0) setChosen((chosen + step + replies.length) % replies.length);
    // Until the answer is that of the whole word, Enter would mean another one.
    else if ((event.key === 'Enter' || event.key === 'Tab') && (reply || !settled)) {
      if (!settled) setHasty(text);
      else if (reply) use(reply);
    } else return false;
    return true;
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (pick(event)) return event.preventDefault();
    if (event.key === 'Escape') return event.currentTarget.blur();
    if (!isSend(event, sendKey)) return;
    event.preventDefault();
    send();
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    store.add(conversation.id, files);
  };

  return (
    <div className="reply">
      {quote ? <ChosenQuote quote={quote} onDrop={() => setQuote(null)} /> : null}
      <AttachmentTray conversationId={conversation.id} />
      {isOutside(conversation) ? (
        <OnDemand>
          <OutsideLimits conversationId={conversation.id} text={text} quoted={quote !== null} />
        </OnDemand>
      ) : null}
      {asked === null ? null : (
        <OnDemand>
          <QuickReplyList id={listId} replies={replies} chosen={chosen} settled={settled} onChoose={use} />
        </OnDemand>
      )}
      <textarea
        ref={field}
        className="reply-text scroll"
        rows={1}
        dir="auto"
        value={text}
        aria-label={t('composer.label', { name: conversation.visitor.name })}
        aria-controls={asked === null ? undefined : listId}
        aria-activedescendant={replies[chosen] ? `${listId}-${replies[chosen].id}` : undefined}
        aria-invalid={tooLong}
        placeholder={t('composer.placeholder')}
        enterKeyHint={sendKey === 'enter' ? 'send' : 'enter'}
        onChange={(event) => write(event.target.value)}
        onKeyDown={press}
        onPaste={paste}
      />
      {text.length > LENGTH_SHOWN_FROM ? (
        <p className={tooLong ? 'reply-length reply-too-long' : 'reply-length'} role={tooLong ? 'alert' : undefined}>
          {t('composer.length', { count: text.length, most: MAX_TEXT_LENGTH })}
        </p>
      ) : null}
      <ReplyTools
        sendable={sendable}
        onSend={send}
        schedule={
          <ScheduleButton
            conversation={conversation}
            text={text}
            quote={quote}
            onScheduled={() => {
              setText('');
              setQuote(null);
            }}
          />
        }
        onInsert={insert}
        onFiles={(files) => store.add(conversation.id, files)}
      />
    </div>
  );
};
