import type { Setup, SetupStep } from '@cskefu/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { sessionQuery } from '../../app/session.ts';
import { refetchUnits } from '../organization/org-units.ts';

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => http.request('GET /api/setup'),
  staleTime: 0,
});

/** Skill groups in reach, by name. */
export const skillGroupsQuery = queryOptions({
  queryKey: ['org-units', 'skill-groups'],
  queryFn: async () => (await http.request('GET /api/org-units', { query: { skillGroups: 'true', limit: 100 } })).items,
});

/** Something was done elsewhere that a step may have waited for. */
export const useRefetchSetup = () => {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: setupQuery.queryKey });
};

const useKeepSetup = () => {
  const queryClient = useQueryClient();
  return (setup: Setup) => queryClient.setQueryData<Setup>(setupQuery.queryKey, setup);
};

export const useMarkStep = () => {
  const keep = useKeepSetup();
  return useMutation({
    mutationFn: ({ step, state }: Setup['steps'][number]) =>
      http.request('POST /api/setup/steps/:step', { params: { step }, body: { state } }),
    onSuccess: keep,
  });
};

export const useFinishSetup = () => {
  const keep = useKeepSetup();
  return useMutation({ mutationFn: () => http.request('POST /api/setup/finish'), onSuccess: keep });
};

export const useNameOrganization = () => {
  const keep = useKeepSetup();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => http.request('POST /api/setup/organization', { body: { name } }),
    onSuccess: (setup) => {
      keep(setup);
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      void refetchUnits(queryClient);
    },
  });
};

/** The first step that is neither done nor skipped; null if there is none left. */
export const firstOpen = ({ steps }: Setup): SetupStep | null =>
  steps.find(({ state }) => state === 'open')?.step ?? null;
