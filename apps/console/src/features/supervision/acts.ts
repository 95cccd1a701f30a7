import type { PresenceState } from '@cskefu/contract';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { useApply } from '../conversation/acts.ts';
import type { SupervisionSearch } from './supervision-search.ts';

const REFRESH_MS = 4_000;

type Filter = Pick<SupervisionSearch, 'agent' | 'group' | 'stage' | 'longer' | 'unanswered'>;

/** What goes on now; asked again while it is shown, for what lasts long changes by itself. */
export const watchedQuery = ({ agent, group, stage, longer, unanswered }: Filter) =>
  infiniteQueryOptions({
    queryKey: ['supervised', agent, group, stage, longer, unanswered],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/supervision/conversations', {
        query: {
          agentId: agent,
          skillGroupId: group,
          state: stage,
          longerThanMinutes: longer,
          unansweredForSeconds: unanswered,
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: REFRESH_MS,
  });

export type SayMode = 'whisper' | 'intervene';

/** The id is made when the words are, so trying again stores nothing twice. */
export const useSay = (conversationId: string) =>
  useMutation({
    mutationFn: ({ mode, id, text }: { mode: SayMode; id: string; text: string }) =>
      http.request(`POST /api/conversations/:id/${mode}`, { params: { id: conversationId }, body: { id, text } }),
  });

/** After an act the list is another. */
const useDone = () => {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: ['supervised'] });
};

export const useTakeOver = (conversationId: string) => {
  const apply = useApply();
  const done = useDone();
  return useMutation({
    mutationFn: (body: { fromAgentId: string; reason: string }) =>
      http.request('POST /api/conversations/:id/take-over', { params: { id: conversationId }, body }),
    onSuccess: apply,
    onSettled: done,
  });
};

export const useCloseServed = (conversationId: string) => {
  const apply = useApply();
  const done = useDone();
  return useMutation({
    mutationFn: (body: { reason: string }) =>
      http.request('POST /api/conversations/:id/close-served', { params: { id: conversationId }, body }),
    onSuccess: apply,
    onSettled: done,
  });
};

export const useForce = (agentId: string) =>
  useMutation({
    mutationFn: (body: { state: Exclude<PresenceState, 'offline'>; reason: string }) =>
      http.request('POST /api/agents/:id/presence', { params: { id: agentId }, body }),
  });
