import type { Conversation, RouteTable, TagChange } from '@cskefu/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { useApply } from '../conversation/acts.ts';

const KEY = 'contacts';

type Body<Key extends keyof RouteTable> = NonNullable<RouteTable[Key]['input']['body']>;
export type ContactWords = Body<'POST /api/conversations/:id/contact'>;
export type ContactChanges = Body<'PATCH /api/contacts/:id'>;

export const contactOfQuery = (conversationId: string) =>
  queryOptions({
    queryKey: [KEY, 'of', conversationId],
    queryFn: () => http.request('GET /api/conversations/:id/contact', { params: { id: conversationId } }),
    // Others change it, too, and whether somebody can be reached changes by itself.
    staleTime: 5_000,
    refetchOnWindowFocus: true,
  });

export const contactsQuery = (search: string) =>
  queryOptions({
    queryKey: [KEY, 'list', search],
    queryFn: () => http.request('GET /api/contacts', { query: { ...(search && { search }), limit: 10 } }),
    placeholderData: keepPreviousData,
  });

export const earlierQuery = (conversationId: string) =>
  infiniteQueryOptions({
    queryKey: [KEY, 'earlier', conversationId],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/conversations/:id/earlier', {
        params: { id: conversationId },
        query: { limit: 5, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const useForget = () => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [KEY] });
};

export const useLinkContact = (conversationId: string) =>
  useMutation({
    mutationFn: (contactId: string) =>
      http.request('PUT /api/conversations/:id/contact', { params: { id: conversationId }, body: { contactId } }),
    onSuccess: useForget(),
  });

export const useCreateContactOf = (conversationId: string) =>
  useMutation({
    mutationFn: (body: ContactWords) =>
      http.request('POST /api/conversations/:id/contact', { params: { id: conversationId }, body }),
    onSuccess: useForget(),
  });

export const useUnlinkContact = (conversationId: string) =>
  useMutation({
    mutationFn: () => http.request('DELETE /api/conversations/:id/contact', { params: { id: conversationId } }),
    onSuccess: useForget(),
  });

export const useUpdateContact = (id: string) =>
  useMutation({
    mutationFn: (body: ContactChanges) => http.request('PATCH /api/contacts/:id', { params: { id }, body }),
    onSuccess: useForget(),
  });

export const useTagContact = (id: string) =>
  useMutation({
    mutationFn: (body: Partial<TagChange>) => http.request('POST /api/contacts/:id/tags', { params: { id }, body }),
    onSuccess: useForget(),
  });

/** Begins a conversation with a contact; it is mine at once. */
export const useInitiate = (onBegun: (conversation: Conversation) => void) => {
  const apply = useApply();
  const forget = useForget();
  return useMutation({
    mutationFn: (id: string) => http.request('POST /api/contacts/:id/conversation', { params: { id } }),
    onSuccess: (conversation) => {
      apply(conversation);
      onBegun(conversation);
    },
    onSettled: forget,
  });
};
