import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

const REFRESH_MS = 10_000;

export const trailQuery = (id: string) =>
  queryOptions({
    queryKey: ['visitors', 'trail', id],
    queryFn: ({ signal }) => http.request('GET /api/online-visitors/:id/trail', { params: { id } }, { signal }),
    refetchInterval: REFRESH_MS,
  });

export const conversationTrailQuery = (id: string) =>
  queryOptions({
    queryKey: ['visitors', 'conversation-trail', id],
    queryFn: ({ signal }) => http.request('GET /api/conversations/:id/visitor-trail', { params: { id } }, { signal }),
    refetchInterval: REFRESH_MS,
  });

export const useInvite = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (text: string) =>
      http.request('POST /api/online-visitors/:id/invite', { params: { id }, body: { text } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['visitors'] }),
  });
};
