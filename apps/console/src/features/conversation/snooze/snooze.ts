import { useMutation } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';
import { useApply, useTellFailure } from '../acts.ts';

export const useSnooze = (conversationId: string) =>
  useMutation({
    mutationFn: ({ until, reason }: { until: number; reason: string }) =>
      http.request('POST /api/conversations/:id/snooze', {
        params: { id: conversationId },
        body: { until: new Date(until).toISOString(), ...(reason.trim() && { reason: reason.trim() }) },
      }),
    onSuccess: useApply(),
    onError: useTellFailure(),
  });

export const useWake = (conversationId: string) =>
  useMutation({
    mutationFn: () => http.request('POST /api/conversations/:id/wake', { params: { id: conversationId } }),
    onSuccess: useApply(),
    onError: useTellFailure(),
  });
