import { ApiError } from '@cskefu/client';
import type { Conversation, QueuedConversation } from '@cskefu/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { toast } from '../../components/toaster.tsx';
import { useApply } from '../conversation/acts.ts';

export const ROWS_PER_PAGE = 50;
const queueKey = ['queue'];
/** Agents come and go, and estimates with them, without the queue moving. */
const REFRESH_MS = 15_000;
const MOST_OFTEN_MS = 1_000;

export const queueQuery = (group: number | undefined, page: number) =>
  queryOptions({
    queryKey: [...queueKey, 'list', group, page],
    queryFn: ({ signal }) =>
      http.request(
        'GET /api/queue',
        {
          query: {
            limit: ROWS_PER_PAGE,
            cursor: String((page - 1) * ROWS_PER_PAGE),
            ...(group && { skillGroupId: group }),
          },
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });

export const queueGroupsQuery = queryOptions({
  queryKey: [...queueKey, 'groups'],
  queryFn: ({ signal }) => http.request('GET /api/queue/groups', {}, { signal }),
  refetchInterval: REFRESH_MS,
});

/** The page follows the queue: whatever enters, leaves or changes in it, at most once a second. */
export const useLiveQueue = (shown: readonly QueuedConversation[]) => {
  const { realtime } = useDesk();
  const queryClient = useQueryClient();
  const isShown = useEffectEvent((id: string) => shown.some((row) => row.id === id));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const refetch = () => {
      timer = undefined;
      last = Date.now();
      void queryClient.invalidateQueries({ queryKey: queueKey });
    };
    const end = realtime.on('frame', (frame) => {
      const concerns =
        frame.type === 'welcome' ||
        (frame.type === 'inbox' &&
          (frame.rows.length > 0 || frame.removed.length > 0 || frame.patches.some(({ id }) => isShown(id))));
      if (concerns) timer ??= setTimeout(refetch, Math.max(0, last + MOST_OFTEN_MS - Date.now()));
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [realtime, queryClient]);
};

/** What is done to one that waits: the queue is asked anew, whether it worked or somebody was faster. */
const useQueueAct = <Input>(act: (input: Input) => Promise<Conversation>, tells: (code: string) => boolean) => {
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: act,
    onSuccess: useApply(),
    onError: (error: Error) => {
      if (!(error instanceof ApiError) || tells(error.code)) toast('bad', errorText(error));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: queueKey }),
  });
};

const always = () => true;

export const usePull = (mayExceed: boolean) =>
  useQueueAct(
    ({ id, exceed }: { id: string; exceed: boolean }) =>
      http.request('POST /api/conversations/:id/take', { params: { id }, query: exceed ? { exceed: '1' } : {} }),
    // Then one is asked whether it should be all the same.
    (code) => code !== 'capacity_reached' || !mayExceed,
  );

export const useMove = () =>
  useQueueAct(
    ({ id, skillGroupId }: { id: string; skillGroupId: number }) =>
      http.request('POST /api/conversations/:id/move', { params: { id }, body: { skillGroupId } }),
    always,
  );

export const usePrioritize = () =>
  useQueueAct(
    ({ id, priority }: { id: string; priority: number }) =>
      http.request('PUT /api/conversations/:id/priority', { params: { id }, body: { priority } }),
    always,
  );

export const useEnd = () =>
  useQueueAct(
    ({ id }: { id: string }) => http.request('POST /api/conversations/:id/close-waiting', { params: { id } }),
    always,
  );
