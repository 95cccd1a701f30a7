import { ApiError } from '@cskefu/client';
import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { chooseUnit } from './current-unit.ts';
import { endSession, sessionQuery } from './session.ts';

// Events come by socket in one task; their effect on the screen belongs in the same one.
notifyManager.setScheduler(queueMicrotask);

const passing = new Set<string>(['network', 'timeout', 'busy', 'unavailable', 'rate_limited']);
const retries = (count: number, error: Error) => count < 2 && error instanceof ApiError && passing.has(error.code);

/** The one cache of all server data. */
export const createQueryClient = () => {
  const heed = (error: Error) => {
    if (!(error instanceof ApiError)) return;
    if (error.code === 'unauthenticated') endSession(queryClient);
    // The unit is gone, or out of reach since the account was moved: back to all that it may see.
    if (error.code === 'unit_unavailable') chooseUnit(null);
    if (error.code === 'password_change_required')
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: heed }),
    mutationCache: new MutationCache({ onError: heed }),
    defaultOptions: {
      queries: { retry: retries, refetchOnWindowFocus: false, staleTime: 30_000 },
      mutations: { networkMode: 'always' },
    },
  });
  return queryClient;
};
