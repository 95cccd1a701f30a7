import type { AwayReason, Presence, PresenceState } from '@cskefu/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { useRealtimeStatus } from '../../app/realtime/desk-context.tsx';
import { presenceKey } from '../../app/realtime/keys.ts';
import { serves, useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';

/** What a person may choose; offline comes by itself. */
export type PresenceChoice = Exclude<PresenceState, 'offline'>;

const REASONS_FRESH_MS = 5 * 60_000;

const presenceQuery = queryOptions({
  queryKey: presenceKey,
  queryFn: async ({ client }) => {
    const answer = await http.request('GET /api/agents/me/presence');
    // A frame may have told of something newer while the answer was on its way: it stays.
    const held = client.getQueryData<Presence>(presenceKey);
    return held && held.since > answer.since ? held : answer;
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** One's own presence; without a connection one is offline, whatever was chosen. */
export const usePresence = (): PresenceState | undefined => {
  const status = useRealtimeStatus();
  const account = useAccount();
  const { data } = useQuery({ ...presenceQuery, enabled: serves(account) });
  return data && status !== 'online' ? 'offline' : data?.state;
};

/** Why away or busy, and by which supervisor, as everybody sees it. */
export const useShownPresence = (): Presence | undefined => {
  const account = useAccount();
  return useQuery({ ...presenceQuery, enabled: serves(account) }).data;
};

export const usePresenceReason = (): string | null => useShownPresence()?.reason ?? null;

/** Why one may be away, as one's unit words it. */
export const useAwayReasons = (): AwayReason[] => {
  const account = useAccount();
  const { data } = useQuery({
    queryKey: ['away-reasons'],
    queryFn: () => http.request('GET /api/agents/me/away-reasons'),
    enabled: serves(account),
    staleTime: REASONS_FRESH_MS,
  });
  return data?.items ?? [];
};

/** Shows the new state at once, and the old one again if the server refuses. */
export const useSetPresence = () => {
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (body: { state: PresenceChoice; reason?: string }) =>
      http.request('PUT /api/agents/me/presence', { body }),
    onMutate: ({ state, reason = null }) => {
      const before = queryClient.getQueryData<Presence>(presenceKey);
      if (before) queryClient.setQueryData<Presence>(presenceKey, { ...before, state, reason, forcedBy: null });
      return before;
    },
    onSuccess: (presence) => queryClient.setQueryData<Presence>(presenceKey, presence),
    onError: (error, _body, before) => {
      if (before) queryClient.setQueryData<Presence>(presenceKey, before);
      toast('bad', errorText(error));
    },
  });
};
