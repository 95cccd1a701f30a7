import type { HeldMessage } from '@cskefu/contract';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

/** Plugins hold messages, and other supervisors decide, meanwhile. */
const REFRESH_MS = 5_000;

export const heldMessagesQuery = infiniteQueryOptions({
  queryKey: ['held-messages', 'list'],
  queryFn: ({ pageParam, signal }) =>
    http.request(
      'GET /api/held-messages',
      { query: { limit: 30, ...(pageParam && { cursor: pageParam }) } },
      { signal },
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: REFRESH_MS,
});

export type Act = 'release' | 'discard';

/** Whatever the answer: what is still to be decided is looked up again. */
export const useSettle = (act: Act) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: HeldMessage) =>
      act === 'release'
        ? http.request('POST /api/held-messages/:id/release', { params: { id } })
        : http.request('POST /api/held-messages/:id/discard', { params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['held-messages'] }),
  });
};
