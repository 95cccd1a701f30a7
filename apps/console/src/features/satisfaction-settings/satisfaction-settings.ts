import type { OwnSatisfactionSettings } from '@cskefu/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

export const satisfactionSettingsQuery = (unitId: number) =>
  queryOptions({
    queryKey: ['satisfaction-settings', unitId],
    queryFn: ({ signal }) =>
      http.request('GET /api/org-units/:id/satisfaction-settings', { params: { id: unitId } }, { signal }),
  });

/** What is told when it is done must not depend on the editor: with the answer a new one stands in its place. */
export const useSaveSatisfaction = (unitId: number, tell: { onSaved: () => void; onError: (error: Error) => void }) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: OwnSatisfactionSettings) =>
      http.request('PATCH /api/org-units/:id/satisfaction-settings', { params: { id: unitId }, body }),
    onError: tell.onError,
    onSuccess: (saved) => {
      tell.onSaved();
      queryClient.setQueryData(satisfactionSettingsQuery(unitId).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['satisfaction-settings'] });
      void queryClient.invalidateQueries({ queryKey: ['satisfaction-form'] });
    },
  });
};
