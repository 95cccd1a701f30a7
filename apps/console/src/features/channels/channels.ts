import type { Channel, RouteTable, WebChannelSettings } from '@cskefu/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { http } from '../../app/http.ts';

/** All lists of channels, whatever was looked for. */
export const channelLists = ['channels', 'list'] as const;

export const foundChannelsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: [...channelLists, search],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/channels', {
        query: { limit: 50, ...(search && { search }), ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // While one types, what was found before stays.
    placeholderData: keepPreviousData,
  });

export const channelsQuery = foundChannelsQuery('');

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', 'one', id],
    queryFn: () => http.request('GET /api/channels/:id', { params: { id } }),
  });

export interface ChannelChange {
  name: string;
  enabled: boolean;
  settings: WebChannelSettings;
}

export const useCreateChannel = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteTable['POST /api/channels']['input']['body']) =>
      http.request('POST /api/channels', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: channelLists }),
  });
};

export const useUpdateChannel = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ChannelChange) => http.request('PATCH /api/channels/:id', { params: { id }, body }),
    onSuccess: (channel) => {
      queryClient.setQueryData<Channel>(channelQuery(id).queryKey, channel);
      void queryClient.invalidateQueries({ queryKey: channelLists });
    },
  });
};

/** What a site puts into its pages. */
export const snippetOf = (channelId: string, origin: string) =>
  `<script src="${origin}/widget.js" data-channel="${channelId}" async></script>`;
