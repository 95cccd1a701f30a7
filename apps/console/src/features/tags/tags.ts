import type { Conversation, Tag, TagChange, TagColor } from '@cskefu/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { useApply } from '../conversation/acts.ts';

const KEY = 'tags';

export const tagColors = [
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
] as const satisfies TagColor[];

/** Those that one can use; with a unit, those that fit what lies there. */
export const usableTagsQuery = (search: string, orgUnitId?: number) =>
  queryOptions({
    queryKey: [KEY, 'usable', search, orgUnitId],
    queryFn: () => http.request('GET /api/me/tags', { query: { ...(search && { search }), orgUnitId, limit: 50 } }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const tagsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: [KEY, 'list', search],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/tags', { query: { ...(search && { search }), ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const useForget = () => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [KEY] });
};

export const useCreateTag = () =>
  useMutation({
    mutationFn: (body: { name: string; color: TagColor; orgUnitId: number }) =>
      http.request('POST /api/tags', { body }),
    onSuccess: useForget(),
  });

export const useUpdateTag = (tag: Tag | null) =>
  useMutation({
    mutationFn: (body: { name: string; color: TagColor }) =>
      http.request('PATCH /api/tags/:id', { params: { id: tag?.id ?? '' }, body }),
    onSuccess: useForget(),
  });

export const useMergeTag = () =>
  useMutation({
    mutationFn: ({ id, intoId }: { id: string; intoId: string }) =>
      http.request('POST /api/tags/:id/merge', { params: { id }, body: { intoId } }),
    onSuccess: useForget(),
  });

export const useDeleteTag = () =>
  useMutation({
    mutationFn: (id: string) => http.request('DELETE /api/tags/:id', { params: { id } }),
    onSuccess: useForget(),
  });

/** Shown at once, with what the answer says in the end. */
export const useTagConversation = ({ id }: Pick<Conversation, 'id'>) =>
  useMutation({
    mutationFn: (change: Partial<TagChange>) =>
      http.request('POST /api/conversations/:id/tags', { params: { id }, body: change }),
    onSuccess: useApply(),
  });
