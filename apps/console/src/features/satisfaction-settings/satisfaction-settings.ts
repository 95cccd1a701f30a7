import type { OwnSatisfactionSettings } from '@cskefu/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

export const satisfactionSettingsQuery = (unitId: number) =>
  queryOptions({
    queryKey: ['satisfaction-settings', unitId],
    queryFn: ({ signal }) =>
      http.request('GET /api/org-units/:id/satisfaction-settings', { params: { id: unitId } }, { signal }),
  });

export const useSaveSatisfaction = (unitId: number) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: OwnSatisfactionSettings) =>
      http.request('PATCH /api/org-units/:id/satisfaction-settings', { params: { id: unitId }, body }),
    onSuccess: (saved) => {
      queryClient.setQueryData(satisfactionSettingsQuery(unitId).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['satisfaction-settings'] });
      void queryClient.invalidateQueries({ queryKey: ['satisfaction-form'] });
    },
  });
};
