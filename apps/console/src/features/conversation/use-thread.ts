import { prependPage, type Thread } from '@cskefu/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { http } from '../../app/http.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { threadQuery } from '../../app/realtime/following.ts';
import { threadKey } from '../../app/realtime/keys.ts';

/** A conversation's thread, live while it is shown. */
export const useThread = (conversationId: string) => {
  const { following } = useDesk();
  const query = useQuery(threadQuery(conversationId));
  const loaded = query.data !== undefined;
  useEffect(() => {
    if (loaded) return following.follow(conversationId);
    return undefined;
  }, [loaded, following, conversationId]);
  return query;
};

/** What we have written and the thread does not show yet. */
export const usePending = (conversationId: string) => {
  const { pending } = useDesk();
  return useSyncExternalStore(pending.subscribe, () => pending.of(conversationId));
};

const PAGE = 100;

/** Fetches what came before the first message shown. */
export const useEarlier = (conversationId: string) => {
  const queryClient = useQueryClient();
  const busy = useRef(false);
  const [failed, setFailed] = useState(false);
  const load = useCallback(
    async (limit = PAGE) => {
      const thread = queryClient.getQueryData<Thread>(threadKey(conversationId));
      const before = thread?.events[0]?.seq;
      if (busy.current || !thread?.hasEarlier || !before) return;
      busy.current = true;
      try {
        const page = await http.request('GET /api/conversations/:id/events', {
          params: { id: conversationId },
          query: { before, limit },
        });
        queryClient.setQueryData<Thread>(threadKey(conversationId), (now) => now && prependPage(now, page));
        setFailed(false);
      } catch {
        setFailed(true);
      } finally {
        busy.current = false;
      }
    },
    [queryClient, conversationId],
  );
  return { load, failed };
};
