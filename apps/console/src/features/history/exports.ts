import type { HistoryExport } from '@cskefu/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { queryOf } from './history.ts';
import type { HistorySearch } from './history-search.ts';

export const isUnderWay = ({ state }: HistoryExport) => state === 'waiting' || state === 'running';

/** My files; looked at again and again while one is being made. */
export const exportsQuery = queryOptions({
  queryKey: ['history', 'exports'],
  queryFn: async () => (await http.request('GET /api/history/exports')).items,
  refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 1_000 : false),
  staleTime: 0,
});

export const useRequestExport = (search: HistorySearch) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (format: HistoryExport['format']) => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      return http.request('POST /api/history/exports', { body: { format, filter: queryOf(search), timeZone } });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  });
};
