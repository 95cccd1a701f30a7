import type { RouteTable } from '@cskefu/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

const settingsKey = (unitId: number) => ['supervision-settings', unitId] as const;

export const supervisionSettingsQuery = (unitId: number) =>
  queryOptions({
    queryKey: settingsKey(unitId),
    queryFn: () => http.request('GET /api/org-units/:id/supervision-settings', { params: { id: unitId } }),
  });

export type Changes = RouteTable['PATCH /api/org-units/:id/supervision-settings']['input']['body'];

export const useUpdateSupervisionSettings = (unitId: number) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Changes) =>
      http.request('PATCH /api/org-units/:id/supervision-settings', { params: { id: unitId }, body }),
    onSuccess: (answer) => {
      queryClient.setQueryData(settingsKey(unitId), answer);
      void queryClient.invalidateQueries({ queryKey: ['away-reasons'] });
    },
  });
};
