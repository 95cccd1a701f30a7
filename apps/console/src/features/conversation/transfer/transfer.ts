import type { TransferTarget } from '@cskefu/contract';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';
import { useApply } from '../acts.ts';

/** Presence and load go stale while one looks at them. */
const FRESH_MS = 5_000;

export const useTransferTargets = (conversationId: string, search: string, kind?: 'skill_group') =>
  useInfiniteQuery({
    queryKey: ['transfer-targets', conversationId, search, kind],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/conversations/:id/transfer-targets', {
        params: { id: conversationId },
        query: { ...(kind && { kind }), ...(search && { search }), ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
  });

/** `fromAgentId`: a supervisor hands over what that agent serves. */
export const useTransfer = (conversationId: string, fromAgentId?: string) => {
  const apply = useApply();
  return useMutation({
    mutationFn: ({ target, memo }: { target: TransferTarget; memo: string }) => {
      const params = { id: conversationId };
      const body = {
        to: target.kind === 'agent' ? { agentId: target.id } : { skillGroupId: target.id },
        ...(memo.trim() && { memo: memo.trim() }),
      };
      return fromAgentId === undefined
        ? http.request('POST /api/conversations/:id/transfer', { params, body })
        : http.request('POST /api/conversations/:id/transfer-served', { params, body: { ...body, fromAgentId } });
    },
    onSuccess: apply,
  });
};
