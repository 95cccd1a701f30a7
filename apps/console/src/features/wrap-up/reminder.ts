import { useQuery } from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { serves, useAccount } from '../../app/session.ts';

/** How much waits for me: due follow-ups, and conversations that still want a wrap-up. */
export const useReminderCount = (): number => {
  const account = useAccount();
  const query = useQuery({
    queryKey: ['wrap-ups', 'reminder'],
    queryFn: async () => {
      const [followUps, wanted] = await Promise.all([
        http.request('GET /api/me/follow-ups', { query: { limit: 1 } }),
        http.request('GET /api/me/wrap-ups/wanted', { query: { limit: 1 } }),
      ]);
      return followUps.due + wanted.count;
    },
    enabled: serves(account),
    refetchInterval: 120_000,
  });
  return query.data ?? 0;
};
