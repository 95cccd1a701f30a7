import type { Conversation, QuickReply } from '@cskefu/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';
import { useAccount } from '../../../app/session.ts';
import { useDebounced } from '../../../lib/debounced.ts';

const nothing: QuickReply[] = [];

/** What is looked for: `/tk` at the beginning of the field. Null: nothing. */
export const quickReplyWord = (text: string): string | null => /^\/([^\n]{0,40})$/.exec(text)?.[1] ?? null;

/** Quick replies that fit what is being typed; none while nobody looks for one. */
export const useQuickReplies = (word: string | null): { replies: readonly QuickReply[]; settled: boolean } => {
  const search = useDebounced(word, 120);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['quick-replies', 'usable', search],
    queryFn: () => http.request('GET /api/me/quick-replies', { query: { limit: 8, ...(search && { search }) } }),
    enabled: search !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  if (word === null) return { replies: nothing, settled: true };
  return { replies: data?.items ?? nothing, settled: search === word && data !== undefined && !isPlaceholderData };
};

/** Puts what the variables stand for into the words. */
export const useFillIn = ({ visitor, channel }: Conversation) => {
  const { name } = useAccount();
  const values: Record<string, string> = { visitor: visitor.name, agent: name, channel: channel.name };
  return (text: string) => text.replace(/\{(visitor|agent|channel)\}/g, (whole, key: string) => values[key] ?? whole);
};
