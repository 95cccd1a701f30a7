import type { ChannelConfig, ChannelKind, InboundState, RouteTable } from '@cskefu/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { http } from '../../../app/http.ts';
import { channelLists, channelQuery } from '../channels.ts';

/** A provider is asked while one waits. */
const ASK_MS = 60_000;
const REFRESH_MS = 10_000;

export const kindsQuery = queryOptions({
  queryKey: ['channels', 'kinds'],
  queryFn: async () => (await http.request('GET /api/channel-kinds')).items,
  staleTime: 30_000,
});

/** The kind of a channel, while its plugin runs. */
export const useKind = (type: string): ChannelKind | undefined =>
  useQuery(kindsQuery).data?.find(({ id }) => id === type);

export const noticesQuery = queryOptions({
  queryKey: ['channels', 'notices'],
  queryFn: async () => (await http.request('GET /api/channel-notices')).items,
  refetchInterval: 30_000,
});

export const statusQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', 'status', id],
    queryFn: () => http.request('GET /api/channels/:id/status', { params: { id } }),
    refetchInterval: REFRESH_MS,
  });

export const configQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', 'config', id],
    queryFn: () => http.request('GET /api/channels/:id/config', { params: { id } }),
  });

/** What the desk made up when the channel was created: shown once, on the page that opens then. */
const freshKey = (id: string) => ['channels', 'fresh', id];

export const useFresh = (id: string): Readonly<Record<string, string>> =>
  useQuery<Readonly<Record<string, string>>>({ queryKey: freshKey(id), queryFn: () => ({}), enabled: false }).data ??
  {};

export const useCreateOutsideChannel = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteTable['POST /api/channels']['input']['body']) =>
      http.request('POST /api/channels', { body }, { timeoutMs: ASK_MS }),
    onSuccess: (channel) => {
      queryClient.setQueryData(freshKey(channel.id), channel.generated ?? {});
      return queryClient.invalidateQueries({ queryKey: channelLists });
    },
  });
};

export const useSaveConfig = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (values: Readonly<Record<string, unknown>>) =>
      http.request('PUT /api/channels/:id/config', { params: { id }, body: { values } }, { timeoutMs: ASK_MS }),
    onSuccess: (config) => queryClient.setQueryData<ChannelConfig>(configQuery(id).queryKey, config),
  });
};

export const useGenerateSecret = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (path: string) =>
      http.request('POST /api/channels/:id/config/generate', { params: { id }, body: { path } }),
    onSuccess: (config) => queryClient.setQueryData<ChannelConfig>(configQuery(id).queryKey, config),
  });
};

export const useTestChannel = (id: string) =>
  useMutation({
    mutationFn: (act: 'test' | 'provision') =>
      act === 'test'
        ? http.request('POST /api/channels/:id/test', { params: { id } }, { timeoutMs: ASK_MS })
        : http.request('POST /api/channels/:id/provision', { params: { id } }, { timeoutMs: ASK_MS }),
  });

export const useUpdateOutsideChannel = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteTable['PATCH /api/channels/:id']['input']['body']) =>
      http.request('PATCH /api/channels/:id', { params: { id }, body }),
    onSuccess: (channel) => {
      queryClient.setQueryData(channelQuery(id).queryKey, channel);
      void queryClient.invalidateQueries({ queryKey: statusQuery(id).queryKey });
      void queryClient.invalidateQueries({ queryKey: noticesQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: channelLists });
    },
  });
};

export const inboundQuery = (id: string, state: InboundState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['channels', 'inbound', id, state ?? 'all'],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/channels/:id/inbound-requests', {
        params: { id },
        query: { limit: 50, ...(state && { state }), ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const inboundRequestQuery = (id: string, requestId: string) =>
  queryOptions({
    queryKey: ['channels', 'inbound-request', id, requestId],
    queryFn: () => http.request('GET /api/channels/:id/inbound-requests/:requestId', { params: { id, requestId } }),
  });

export const useReplay = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (requestId: string | 'failed'): Promise<number> => {
      if (requestId === 'failed') {
        return (await http.request('POST /api/channels/:id/inbound-requests/replay', { params: { id } })).replayed;
      }
      await http.request('POST /api/channels/:id/inbound-requests/:requestId/replay', { params: { id, requestId } });
      return 1;
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['channels', 'inbound', id] });
      void queryClient.invalidateQueries({ queryKey: ['channels', 'inbound-request', id] });
      void queryClient.invalidateQueries({ queryKey: statusQuery(id).queryKey });
    },
  });
};

type DeliveryState = NonNullable<RouteTable['GET /api/channels/:id/deliveries']['input']['query']>['state'];

export const outboundQuery = (id: string, state: DeliveryState) =>
  infiniteQueryOptions({
    queryKey: ['channels', 'outbound', id, state ?? 'all'],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/channels/:id/deliveries', {
        params: { id },
        query: { limit: 50, ...(state && { state }), ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
