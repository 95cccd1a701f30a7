import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';

/** Somebody who has just asked for a job waits for how it went; a node begins it within a second. */
const REFRESH_MS = 1_500;

export const jobsQuery = (id: string) =>
  queryOptions({
    queryKey: ['plugins', 'jobs', id],
    queryFn: async () => (await http.request('GET /api/plugins/:id/jobs', { params: { id } })).items,
    refetchInterval: REFRESH_MS,
  });

export const jobRunsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['plugins', 'job-runs', id],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/plugins/:id/job-runs', {
        params: { id },
        query: { limit: 50, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: REFRESH_MS,
  });

export const useRunJob = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => http.request('POST /api/plugins/:id/jobs/:name/run', { params: { id, name } }),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: jobsQuery(id).queryKey });
      void queryClient.invalidateQueries({ queryKey: jobRunsQuery(id).queryKey });
    },
  });
};
