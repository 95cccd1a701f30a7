import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';
import { useDebounced } from '../../../lib/debounced.ts';
import type { Mention } from '../mentions.ts';

const nobody: Mention[] = [];

/** Colleagues who may see the conversation, by a part of their name; none while nobody is looked for. */
export const useColleagues = (conversationId: string, word: string | null): readonly Mention[] => {
  const search = useDebounced(word, 120);
  const { data } = useQuery({
    queryKey: ['colleagues', conversationId, search],
    queryFn: () =>
      http.request('GET /api/conversations/:id/colleagues', {
        params: { id: conversationId },
        query: { limit: 6, ...(search && { search }) },
      }),
    enabled: search !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return word === null ? nobody : (data?.items ?? nobody);
};
