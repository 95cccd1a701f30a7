import type { ScheduledMessage } from '@cskefu/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { scheduledKey } from '../../../app/realtime/keys.ts';
import { toast } from '../../../components/toaster.tsx';

const nothing: readonly ScheduledMessage[] = [];

/** What I have written in a conversation to be sent later. */
export const useScheduled = (conversationId: string): readonly ScheduledMessage[] =>
  useQuery({
    queryKey: [...scheduledKey, conversationId],
    queryFn: () => http.request('GET /api/conversations/:id/scheduled-messages', { params: { id: conversationId } }),
    staleTime: 30_000,
  }).data?.items ?? nothing;

/** An act on scheduled messages; the lists are fetched anew after it. */
const useAct = <Input, Output>(act: (input: Input) => Promise<Output>) => {
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: scheduledKey }),
    onError: (error) => toast('bad', errorText(error)),
  });
};

export interface NewScheduled {
  id: string;
  text: string;
  replyTo?: number | undefined;
  sendAt: string;
}

export const useSchedule = (conversationId: string) =>
  useAct((body: NewScheduled) =>
    http.request('POST /api/conversations/:id/scheduled-messages', { params: { id: conversationId }, body }),
  );

export const useChangeScheduled = (id: string) =>
  useAct((body: { text: string; sendAt: string }) =>
    http.request('PATCH /api/me/scheduled-messages/:id', { params: { id }, body }),
  );

export const useCancelScheduled = () =>
  useAct((id: string) => http.request('DELETE /api/me/scheduled-messages/:id', { params: { id } }));

export const useSendScheduledNow = () =>
  useAct((id: string) => http.request('POST /api/me/scheduled-messages/:id/send', { params: { id } }));
