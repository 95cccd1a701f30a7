import type { RouteTable } from '@cskefu/contract';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

const KEY = 'blocks';

export type BlockWish = RouteTable['POST /api/conversations/:id/block']['input']['body'];

/** How long, in hours; null: for ever. */
export const durations = [1, 12, 24, 72, 168, 720, null] as const;

export const blocksQuery = (state: 'active' | 'past', search: string) =>
  infiniteQueryOptions({
    queryKey: [KEY, state, search],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/blocks', {
        query: { state, ...(search && { search }), ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const useForget = () => {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: [KEY] }),
      queryClient.invalidateQueries({ queryKey: ['contacts'] }),
    ]);
};

export const useBlock = (conversationId: string) =>
  useMutation({
    mutationFn: (body: BlockWish) =>
      http.request('POST /api/conversations/:id/block', { params: { id: conversationId }, body }),
    onSuccess: useForget(),
  });

export const useLift = () =>
  useMutation({
    mutationFn: (id: string) => http.request('POST /api/blocks/:id/lift', { params: { id } }),
    onSuccess: useForget(),
  });
