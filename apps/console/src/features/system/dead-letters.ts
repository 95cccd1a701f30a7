import type { DeadLetter } from '@cskefu/contract';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

export const deadLettersQuery = infiniteQueryOptions({
  queryKey: ['dead-letters'],
  queryFn: ({ pageParam }) =>
    http.request('GET /api/system/dead-letters', { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

/** Hands an event to its consumer once more; it leaves the list if that works. */
export const useRetryDeadLetter = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ consumer, position }: DeadLetter) =>
      http.request('POST /api/system/dead-letters/:consumer/:position/retry', { params: { consumer, position } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deadLettersQuery.queryKey }),
  });
};
