import { ApiError } from '@cskefu/client';
import type { Account, Permission } from '@cskefu/contract';
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { enterAsAccount } from './current-unit.ts';
import { httpAtLarge } from './http.ts';

/** Who is signed in; without an account, whether a session was cut short. */
export type Session = { account: Account } | { account: null; ended: boolean };

const nobody: Session = { account: null, ended: false };

const fetchSession = async (): Promise<Session> => {
  try {
    const account = await httpAtLarge.request('GET /api/me');
    enterAsAccount(account.id);
    return { account };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'unauthenticated') return nobody;
    throw error;
  }
};

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: fetchSession,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Everything but who is signed in and what is the same for all. */
const ofAccount = ({ queryKey }: { queryKey: readonly unknown[] }) =>
  queryKey[0] !== 'system' && queryKey[0] !== 'session';

/** The next account on this page must not find anything of the last one. */
const forgetAccountData = (queryClient: QueryClient) => {
  queryClient.removeQueries({ predicate: ofAccount });
};

export const beginSession = (queryClient: QueryClient, account: Account) => {
  forgetAccountData(queryClient);
  enterAsAccount(account.id);
  queryClient.setQueryData<Session>(sessionQuery.queryKey, { account });
};

/** The server no longer knows us: back to the sign-in page, which says so. Drafts and outbox stay in this browser. */
export const endSession = (queryClient: QueryClient) => {
  const session = queryClient.getQueryData<Session>(sessionQuery.queryKey);
  if (!session?.account) return;
  enterAsAccount(null);
  queryClient.setQueryData<Session>(sessionQuery.queryKey, () => ({ account: null, ended: true }));
  forgetAccountData(queryClient);
};

export const signOut = async (queryClient: QueryClient) => {
  await httpAtLarge.request('POST /api/auth/sign-out');
  enterAsAccount(null);
  queryClient.setQueryData<Session>(sessionQuery.queryKey, nobody);
  forgetAccountData(queryClient);
};

/** What the account sees has become another: all that stands on the screen is fetched anew. */
export const refetchAccountData = (queryClient: QueryClient) => queryClient.invalidateQueries({ predicate: ofAccount });

/** Rights have changed: first what one may do, so that no page asks for what it may not, then what one sees. */
export const followAccess = async (queryClient: QueryClient) => {
  await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  await refetchAccountData(queryClient);
};

/** The account itself has changed; all else that is known stays. */
export const keepAccount = (queryClient: QueryClient, account: Account) =>
  queryClient.setQueryData<Session>(sessionQuery.queryKey, { account });

/** The signed-in account. Only for what lies inside the gate. */
export const useAccount = (): Account => {
  const account = useQuery(sessionQuery).data?.account;
  if (!account) throw new Error('useAccount outside of a session');
  return account;
};

export const may = (account: Account, permission: Permission) => account.permissions.includes(permission);

export const mayAny = (account: Account, permissions: readonly Permission[]) =>
  permissions.some((permission) => may(account, permission));

/** An account that nobody has given a role yet. */
export const mayNothing = (account: Account) => account.permissions.length === 0 && !account.superAdministrator;

/** Takes and answers conversations: allowed to, and switched on as an agent. The super administrator is none. */
export const serves = (account: Account) => account.agent && may(account, 'conversations:serve');

/** Leaves notes for colleagues: whoever serves, or whispers. */
export const mayNote = (account: Account) => serves(account) || may(account, 'supervision:whisper');
