import type { InvitationRule, InvitationSettings } from '@cskefu/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

export type InvitationChange = Omit<InvitationSettings, 'counts'>;

export const invitationSettingsQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channels', 'invitations', channelId],
    queryFn: () => http.request('GET /api/channels/:id/invitations', { params: { id: channelId } }),
  });

export const useSaveInvitations = (channelId: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: InvitationChange) =>
      http.request('PUT /api/channels/:id/invitations', { params: { id: channelId }, body }),
    onSuccess: (saved) => queryClient.setQueryData(invitationSettingsQuery(channelId).queryKey, saved),
  });
};

export const newRule = (name: string, text: string): InvitationRule => ({
  id: crypto.randomUUID(),
  name,
  enabled: true,
  seconds: 30,
  page: '',
  visits: 1,
  workingHours: true,
  whenReady: true,
  text,
});

export const changeOf = ({ text, coolDownMinutes, expireMinutes, rules }: InvitationSettings): InvitationChange => ({
  text,
  coolDownMinutes,
  expireMinutes,
  rules,
});
