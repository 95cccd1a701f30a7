import type { PluginDetail, PluginSettings, RouteTable } from '@cskefu/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { http } from '../../app/http.ts';

/** Nodes report every few seconds. */
const REFRESH_MS = 4_000;

export const pluginsQuery = infiniteQueryOptions({
  queryKey: ['plugins', 'list'],
  queryFn: ({ pageParam }) =>
    http.request('GET /api/plugins', { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: REFRESH_MS,
});

export const pluginQuery = (id: string) =>
  queryOptions({
    queryKey: ['plugins', 'one', id],
    queryFn: () => http.request('GET /api/plugins/:id', { params: { id } }),
    refetchInterval: REFRESH_MS,
  });

export const pluginSettingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['plugins', 'settings', id],
    queryFn: () => http.request('GET /api/plugins/:id/settings', { params: { id } }),
  });

type LogQuery = NonNullable<RouteTable['GET /api/plugins/:id/logs']['input']['query']>;
export type LogFilter = Pick<LogQuery, 'level' | 'source'>;

export const pluginLogsQuery = (id: string, filter: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ['plugins', 'logs', id, filter],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/plugins/:id/logs', {
        params: { id },
        query: { limit: 100, ...filter, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** What one can do with an installed plugin by a press of a button. */
export type PluginAct =
  | { act: 'enable' | 'disable' | 'restart' | 'rollback' }
  | { act: 'switches'; hooksBlock: boolean }
  | { act: 'scope'; orgUnitId: number | null };

const run = (id: string, wanted: PluginAct): Promise<PluginDetail> => {
  const params = { id };
  switch (wanted.act) {
    case 'enable':
      return http.request('POST /api/plugins/:id/enable', { params });
    case 'disable':
      return http.request('POST /api/plugins/:id/disable', { params });
    case 'restart':
      return http.request('POST /api/plugins/:id/restart', { params });
    case 'rollback':
      return http.request('POST /api/plugins/:id/rollback', { params }, { timeoutMs: START_MS });
    case 'switches':
      return http.request('PATCH /api/plugins/:id/switches', { params, body: { hooksBlock: wanted.hooksBlock } });
    case 'scope':
      return http.request('PUT /api/plugins/:id/scope', { params, body: { orgUnitId: wanted.orgUnitId } });
  }
};

/** A version is tried out before it is taken, which takes its time. */
const START_MS = 60_000;

export const usePluginAct = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (wanted: PluginAct) => run(id, wanted),
    onSuccess: (plugin) => {
      queryClient.setQueryData<PluginDetail>(pluginQuery(id).queryKey, plugin);
      void queryClient.invalidateQueries({ queryKey: pluginsQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: ['plugins', 'settings', id] });
    },
  });
};

export const useRemovePlugin = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (data: 'keep' | 'delete') =>
      http.request('DELETE /api/plugins/:id', { params: { id }, query: { data } }),
    onSuccess: () => {
      queryClient.removeQueries({ queryKey: ['plugins', 'one', id] });
      return queryClient.invalidateQueries({ queryKey: pluginsQuery.queryKey });
    },
  });
};

export const useSavePluginSettings = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (values: Readonly<Record<string, unknown>>) =>
      http.request('PUT /api/plugins/:id/settings', { params: { id }, body: { values } }, { timeoutMs: START_MS }),
    onSuccess: (settings) => {
      queryClient.setQueryData<PluginSettings>(pluginSettingsQuery(id).queryKey, settings);
      void queryClient.invalidateQueries({ queryKey: pluginQuery(id).queryKey });
    },
  });
};

export const useGeneratePluginSecret = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (path: string) =>
      http.request('POST /api/plugins/:id/settings/generate', { params: { id }, body: { path } }),
    onSuccess: (settings) => queryClient.setQueryData<PluginSettings>(pluginSettingsQuery(id).queryKey, settings),
  });
};

export const useTestPlugin = (id: string) =>
  useMutation({
    mutationFn: () => http.request('POST /api/plugins/:id/test', { params: { id } }, { timeoutMs: START_MS }),
  });

export const loadPluginOptions = async (id: string, name: string) =>
  (await http.request('GET /api/plugins/:id/options/:name', { params: { id, name } })).items;

/** Reads a package and tells what installing it would change; nothing of it runs. */
export const useReadPackage = () =>
  useMutation({
    mutationFn: (source: File | { name: string; version?: string }) => {
      if (!(source instanceof File)) {
        return http.request('POST /api/plugins/packages/fetch', { body: source }, { timeoutMs: START_MS });
      }
      const body = new FormData();
      body.append('file', source, source.name);
      return http.request('POST /api/plugins/packages', { body }, { timeoutMs: START_MS });
    },
  });

type Agreed = { hash: string } & RouteTable['POST /api/plugins/packages/:hash/install']['input']['body'];

export const useInstallPackage = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ hash, ...body }: Agreed) =>
      http.request('POST /api/plugins/packages/:hash/install', { params: { hash }, body }, { timeoutMs: START_MS }),
    onSuccess: (plugin) => {
      queryClient.setQueryData<PluginDetail>(pluginQuery(plugin.id).queryKey, plugin);
      void queryClient.invalidateQueries({ queryKey: ['plugins', 'settings', plugin.id] });
      return queryClient.invalidateQueries({ queryKey: pluginsQuery.queryKey });
    },
  });
};
