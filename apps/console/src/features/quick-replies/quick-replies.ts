import type { QuickReply } from '@cskefu/contract';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

const KEY = 'quick-replies';

export type QuickReplyKind = 'mine' | 'shared';

export interface QuickReplyWords {
  category: string;
  title: string;
  text: string;
  /** Of a shared one that is new. */
  orgUnitId?: number;
}

/** A page of those that one may change: one's own, or those shared within reach. */
export const quickRepliesQuery = (kind: QuickReplyKind, search: string) =>
  infiniteQueryOptions({
    queryKey: [KEY, kind, search],
    queryFn: ({ pageParam }) => {
      const query = { ...(search && { search }), ...(pageParam && { cursor: pageParam }) };
      return kind === 'mine'
        ? http.request('GET /api/me/quick-replies', { query: { ...query, personal: '1' } })
        : http.request('GET /api/quick-replies', { query });
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const useForget = () => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [KEY] });
};

export const useSaveQuickReply = (kind: QuickReplyKind, reply: QuickReply | null) => {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: ({ orgUnitId = 0, ...words }: QuickReplyWords) => {
      const params = { id: reply?.id ?? '' };
      if (kind === 'mine')
        return reply
          ? http.request('PATCH /api/me/quick-replies/:id', { params, body: words })
          : http.request('POST /api/me/quick-replies', { body: words });
      return reply
        ? http.request('PATCH /api/quick-replies/:id', { params, body: words })
        : http.request('POST /api/quick-replies', { body: { ...words, orgUnitId } });
    },
    onSuccess,
  });
};

export const useDeleteQuickReply = (kind: QuickReplyKind) => {
  const onSuccess = useForget();
  return useMutation({
    mutationFn: (id: string) =>
      kind === 'mine'
        ? http.request('DELETE /api/me/quick-replies/:id', { params: { id } })
        : http.request('DELETE /api/quick-replies/:id', { params: { id } }),
    onSuccess,
  });
};
