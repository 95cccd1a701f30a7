import type { RouteTable, UnitSessionSettings } from '@cskefu/contract';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

export const sessionSettingsQuery = (unitId: number) =>
  queryOptions({
    queryKey: ['session-settings', unitId],
    queryFn: () => http.request('GET /api/org-units/:id/session-settings', { params: { id: unitId } }),
  });

export type SettingsChange = RouteTable['PATCH /api/org-units/:id/session-settings']['input']['body'];

export const useUpdateSessionSettings = (unitId: number) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: SettingsChange) =>
      http.request('PATCH /api/org-units/:id/session-settings', { params: { id: unitId }, body }),
    onSuccess: (saved) => {
      queryClient.setQueryData<UnitSessionSettings>(sessionSettingsQuery(unitId).queryKey, saved);
      // Whatever lies below may inherit it.
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === 'session-settings' && queryKey[1] !== unitId,
      });
    },
  });
};

/** Skill groups within reach, by a part of their name. */
export const skillGroupsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['org-units', 'skill-groups', search],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/org-units', {
        query: {
          limit: 50,
          skillGroups: 'true',
          ...(search && { search }),
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
