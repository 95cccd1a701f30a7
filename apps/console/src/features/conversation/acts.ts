import { ApiError } from '@cskefu/client';
import type { Conversation } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { inboxKey } from '../../app/realtime/keys.ts';
import { toast } from '../../components/toaster.tsx';

/** What an act answers goes where events go; the events that follow find it already there. */
export const useApply = () => {
  const { inbox, following } = useDesk();
  return (conversation: Conversation) => {
    inbox.put(conversation);
    following.put(conversation);
  };
};

/** Somebody else was first: our lists were behind. */
export const useTellFailure = () => {
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  return (error: Error) => {
    toast('bad', errorText(error));
    if (error instanceof ApiError && (error.code === 'conflict' || error.code === 'not_found'))
      void queryClient.invalidateQueries({ queryKey: inboxKey });
  };
};

export const useTake = () =>
  useMutation({
    mutationFn: (id: string) => http.request('POST /api/conversations/:id/take', { params: { id } }),
    onSuccess: useApply(),
    onError: useTellFailure(),
  });

export const useRequestSatisfaction = () =>
  useMutation({
    mutationFn: (id: string) => http.request('POST /api/conversations/:id/satisfaction-request', { params: { id } }),
    onSuccess: useApply(),
    onError: useTellFailure(),
  });

export const useClose = () =>
  useMutation({
    mutationFn: (id: string) => http.request('POST /api/conversations/:id/close', { params: { id } }),
    onSuccess: useApply(),
    onError: useTellFailure(),
  });

/** Takes a message of one's own back; the event that follows empties it everywhere. */
export const useRecall = (conversationId: string) =>
  useMutation({
    mutationFn: (messageId: string) =>
      http.request('POST /api/conversations/:id/recall', { params: { id: conversationId }, body: { messageId } }),
    onError: useTellFailure(),
  });
