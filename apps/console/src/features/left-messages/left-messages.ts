import type { LeftMessage } from '@cskefu/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import type { LeftMessagesSearch } from './left-messages-search.ts';

/** Others take, answer and close them meanwhile. */
const REFRESH_MS = 15_000;

export const leftMessagesQuery = ({ which: state = 'open' }: LeftMessagesSearch) =>
  infiniteQueryOptions({
    queryKey: ['left-messages', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      http.request(
        'GET /api/left-messages',
        { query: { state, limit: 50, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });

export const leftMessageQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['left-messages', 'one', conversationId],
    queryFn: () => http.request('GET /api/left-messages/:id', { params: { id: conversationId } }),
    staleTime: REFRESH_MS,
  });

export const useCorrectAddress = (conversationId: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (email: string) =>
      http.request('PATCH /api/left-messages/:id', { params: { id: conversationId }, body: { email } }),
    onSuccess: (saved) => queryClient.setQueryData<LeftMessage>(leftMessageQuery(conversationId).queryKey, saved),
  });
};
