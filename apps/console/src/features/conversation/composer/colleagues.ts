import { useQuery } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';
import { useDebounced } from '../../../lib/debounced.ts';
import type { Mention } from '../mentions.ts';

const nobody: Mention[] = [];

/** Colleagues who may see the conversation, by a part of their name; none while nobody is looked for. */
export const useColleagues = (
  conversationId: string,
  word: string | null,
): { people: readonly Mention[]; settled: boolean } => {
  const search = useDebounced(word, 120);
  const { data, isPending } = useQuery({
    queryKey: ['colleagues', conversationId, search],
    queryFn: () =>
      http.request('GET /api/conversations/:id/colleagues', {
        params: { id: conversationId },
        query: { limit: 6, ...(search && { search }) },
      }),
    enabled: search !== null,
    staleTime: 30_000,
  });
  if (word === null) return { people: nobody, settled: true };
  // Whoever types on and presses Enter means nobody of an older answer.
  const settled = search === word && !isPending;
  return { people: settled ? (data?.items ?? nobody) : nobody, settled };
};
