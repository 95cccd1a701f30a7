import type { Message } from '@cskefu/contract';
import { useEffect, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { quoteTexts } from '../i18n/quote-texts.ts';
import { useStore } from '../store.ts';
import sheet from '../styles/quote.css?url';
import type { Line } from '../talk/line.ts';
import type { TalkState } from '../talk/talk-state.ts';
import { useSheet } from './use-sheet.ts';

const messagesOf = ({ threads }: TalkState): Message[] =>
  threads.flatMap(({ events }) => events.flatMap((event) => (event.type === 'message.created' ? [event.message] : [])));

const open = ({ threads }: TalkState) => {
  const conversation = threads.at(-1)?.conversation;
  return conversation?.state === 'closed' ? undefined : conversation;
};

/** What a message answers, above its words; and, beside it, answering it. */
export const Quoting = ({ line }: { line: Line }) => {
  const { talk, locale } = useChat();
  const state = useStore(talk.store);
  const isStyled = useSheet(sheet);
  const words = quoteTexts[locale];
  const message = messagesOf(state).findLast(({ id }) => id === line.id);
  if (!isStyled || !message) return null;
  const { conversationId, seq, replyTo } = message;
  const answer = () => {
    talk.store.set({ quote: seq });
    document.querySelector<HTMLElement>('.composer textarea')?.focus();
  };
  return (
    <>
      {replyTo && <Quote conversationId={conversationId} seq={replyTo} />}
      {conversationId === open(state)?.id && (
        <button type="button" class="quote-act" aria-label={words.answer} title={words.answer} onClick={answer}>
          ↩
        </button>
      )}
    </>
  );
};

/** A message of this page, or fetched; null: it is not to be seen. */
const useMessage = (conversationId: string, seq: number): Message | null | undefined => {
  const { talk } = useChat();
  const held = messagesOf(useStore(talk.store)).find((it) => it.conversationId === conversationId && it.seq === seq);
  const [fetched, setFetched] = useState<Message | null | undefined>(undefined);
  useEffect(() => {
    if (held) return;
    talk.http
      .request('GET /api/conversations/:id/events', {
        params: { id: conversationId },
        query: { after: seq - 1, limit: 1 },
      })
      .then(({ events: [event] }) => setFetched(event?.type === 'message.created' ? event.message : null))
      .catch(() => setFetched(null));
  }, [held, conversationId, seq]);
  return held ?? fetched;
};

const Quote = ({ conversationId, seq }: { conversationId: string; seq: number }) => {
  const { locale } = useChat();
  const words = quoteTexts[locale];
  const message = useMessage(conversationId, seq);
  const text = () => {
    if (message === undefined) return '…';
    if (!message) return words.gone;
    if (message.kind === 'recalled') return words.recalled;
    return message.text || (message.kind === 'image' ? words.image : message.file?.name);
  };
  const go = () => {
    const line = document.querySelector(`[data-key="${message?.id}"]`);
    line?.scrollIntoView({ block: 'center' });
    line?.animate([{ opacity: 0.3 }, { opacity: 1 }], 800);
  };
  return (
    <button type="button" class="quote" onClick={go}>
      {message && <b dir="auto">{message.author.kind === 'visitor' ? words.you : message.author.name}</b>}
      <span dir="auto">{text()}</span>
    </button>
  );
};

/** Above the field: what the next words answer. Only within the conversation that goes on. */
export const QuoteChip = () => {
  const { talk, locale } = useChat();
  const state = useStore(talk.store);
  const isStyled = useSheet(sheet);
  const conversationId = open(state)?.id;
  const { quote } = state;
  useEffect(() => () => talk.store.set({ quote: null }), [conversationId]);
  if (!isStyled || !quote || !conversationId) return null;
  const words = quoteTexts[locale];
  return (
    <div class="quote-chip">
      <Quote conversationId={conversationId} seq={quote} />
      <button type="button" aria-label={words.drop} title={words.drop} onClick={() => talk.store.set({ quote: null })}>
        ×
      </button>
    </div>
  );
};
