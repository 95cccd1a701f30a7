import type { ConversationEvent, Message } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { useStored } from '../../lib/stored.ts';
import { useThreadEvents } from './thread-context.tsx';
import type { ShownMessage } from './thread-row.ts';

/** The message that the next one shall answer. */
export interface Quote {
  seq: number;
  name: string;
  /** How it begins; null for a picture. */
  text: string | null;
  kind: Message['kind'];
}

const EXCERPT = 120;

export const quoteOf = ({ seq, author, text, kind, file }: ShownMessage): Quote | null =>
  seq === null ? null : { seq, name: author.name, text: (text ?? file?.name ?? '').slice(0, EXCERPT) || null, kind };

export const quoteKey = (accountId: string, conversationId: string) => `cskefu.quote.${accountId}.${conversationId}`;

/** What the next message of a conversation answers; it survives reloads as the draft does. */
export const useQuote = (accountId: string, conversationId: string) =>
  useStored<Quote | null>(quoteKey(accountId, conversationId), null);

/** The stretch has no holes, so a place follows from a number. */
const eventAt = (events: readonly ConversationEvent[], seq: number) => events[seq - (events[0]?.seq ?? 0)];

const messageIn = (event: ConversationEvent | undefined): Message | null =>
  event?.type === 'message.created' ? event.message : null;

/** A message by its number, also when it is not loaded. Null: there is none to be seen. Undefined: not known yet. */
export const useQuoted = (seq: number): Message | null | undefined => {
  const { conversationId, events } = useThreadEvents();
  const loaded = eventAt(events, seq);
  const { data, isError } = useQuery({
    queryKey: ['quoted', conversationId, seq],
    queryFn: async () => {
      const page = await http.request('GET /api/conversations/:id/events', {
        params: { id: conversationId },
        query: { after: seq - 1, limit: 1 },
      });
      return messageIn(page.events.find((event) => event.seq === seq));
    },
    enabled: !loaded,
    staleTime: 60_000,
  });
  if (loaded) return messageIn(loaded);
  return isError ? null : data;
};
