import type { WrapUpContent } from '@cskefu/contract';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

const KEY = 'wrap-ups';
const TYPES = 'service-types';

export const wrapUpQuery = (conversationId: string) =>
  queryOptions({
    queryKey: [KEY, conversationId],
    queryFn: () => http.request('GET /api/conversations/:id/wrap-up', { params: { id: conversationId } }),
    staleTime: 10_000,
  });

export const wantedQuery = infiniteQueryOptions({
  queryKey: [KEY, 'wanted'],
  queryFn: ({ pageParam }) =>
    http.request('GET /api/me/wrap-ups/wanted', { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export const followUpsQuery = (state: 'open' | 'done', before?: string) =>
  infiniteQueryOptions({
    queryKey: [KEY, 'follow-ups', state, before],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/me/follow-ups', {
        query: { state, before, limit: 30, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const useForget = (key = KEY) => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [key] });
};

export const saveDraft = (id: string, body: WrapUpContent) =>
  http.request('PUT /api/conversations/:id/wrap-up/draft', { params: { id }, body });

export const useSaveWrapUp = (id: string, onSaved: () => void) => {
  const forget = useForget();
  return useMutation({
    mutationFn: (body: WrapUpContent) => http.request('PUT /api/conversations/:id/wrap-up', { params: { id }, body }),
    // Here, not with the call: the event may come first and take the form away.
    onSuccess: () => {
      onSaved();
      return forget();
    },
  });
};

export const useMarkFollowUp = () =>
  useMutation({
    mutationFn: ({ id, done }: { id: string; done: boolean }) =>
      http.request('PUT /api/conversations/:id/follow-up', { params: { id }, body: { done } }),
    onSuccess: useForget(),
  });

export const serviceTypesQuery = infiniteQueryOptions({
  queryKey: [TYPES],
  queryFn: ({ pageParam }) => http.request('GET /api/service-types', { query: pageParam ? { cursor: pageParam } : {} }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export const useCreateServiceType = () =>
  useMutation({
    mutationFn: (body: { name: string; orgUnitId: number; parentId: string | null }) =>
      http.request('POST /api/service-types', { body }),
    onSuccess: useForget(TYPES),
  });

export const useRenameServiceType = () =>
  useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      http.request('PATCH /api/service-types/:id', { params: { id }, body: { name } }),
    onSuccess: useForget(TYPES),
  });

export const useArchiveServiceType = () =>
  useMutation({
    mutationFn: (id: string) => http.request('DELETE /api/service-types/:id', { params: { id } }),
    onSuccess: useForget(TYPES),
  });
