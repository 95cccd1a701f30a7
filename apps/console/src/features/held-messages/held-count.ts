import { useQuery } from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { may, useAccount } from '../../app/session.ts';

/** How many messages wait for somebody to look at them. */
export const useHeldCount = (): number => {
  const query = useQuery({
    queryKey: ['held-messages', 'count'],
    queryFn: async () => (await http.request('GET /api/held-messages', { query: { limit: 1 } })).waiting,
    enabled: may(useAccount(), 'supervision:read'),
    refetchInterval: 20_000,
  });
  return query.data ?? 0;
};
