import type { Account, AccountProfile, RouteTable } from '@cskefu/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { refetchUnits } from '../organization/org-units.ts';
import type { AccountsSearch } from './accounts-search.ts';

const accountsKey = ['accounts'] as const;
type ListQuery = NonNullable<RouteTable['GET /api/accounts']['input']['query']>;

export const PAGE_SIZE = 50;

const queryOf = ({ search, unit, role, kind, state, cursor }: AccountsSearch): ListQuery => ({
  limit: PAGE_SIZE,
  ...(search && { search }),
  ...(unit && { orgUnitId: unit }),
  ...(role && { roleId: role }),
  ...(kind && { kind }),
  ...(state && { state }),
  ...(cursor && { cursor }),
});

/** One page of the table. While the next one comes, the last one stays. */
export const accountsPageQuery = (search: AccountsSearch) =>
  queryOptions({
    queryKey: [...accountsKey, 'page', search],
    queryFn: ({ signal }) => http.request('GET /api/accounts', { query: queryOf(search) }, { signal }),
    placeholderData: keepPreviousData,
  });

/** Accounts that fit, more of them by and by. */
export const accountsQuery = (filter: Omit<ListQuery, 'cursor'>) =>
  infiniteQueryOptions({
    queryKey: [...accountsKey, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      http.request('GET /api/accounts', { query: { ...filter, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'one', id],
    queryFn: () => http.request('GET /api/accounts/:id', { params: { id } }),
  });

/** Units count their people, and roles theirs. */
export const refetchAccounts = (queryClient: QueryClient) =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: accountsKey }),
    queryClient.invalidateQueries({ queryKey: ['roles'] }),
    refetchUnits(queryClient),
  ]);

export type NewAccount = RouteTable['POST /api/accounts']['input']['body'];
export type AccountChange = RouteTable['PATCH /api/accounts/:id']['input']['body'];

export const useCreateAccount = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewAccount) => http.request('POST /api/accounts', { body }),
    onSuccess: () => void refetchAccounts(queryClient),
  });
};

export const useUpdateAccount = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: AccountChange) => http.request('PATCH /api/accounts/:id', { params: { id }, body }),
    onSuccess: (account) => {
      queryClient.setQueryData<AccountProfile>(accountQuery(id).queryKey, account);
      void refetchAccounts(queryClient);
    },
  });
};

export type AccountAct = 'disable' | 'enable' | 'remove' | 'resetTwoFactor';

const callAct = (act: AccountAct, id: string): Promise<unknown> => {
  const input = { params: { id } };
  switch (act) {
    case 'disable':
      return http.request('POST /api/accounts/:id/disable', input);
    case 'enable':
      return http.request('POST /api/accounts/:id/enable', input);
    case 'remove':
      return http.request('DELETE /api/accounts/:id', input);
    case 'resetTwoFactor':
      return http.request('POST /api/accounts/:id/reset-two-factor', input);
  }
};

export const useAccountAct = (act: AccountAct, id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => callAct(act, id),
    onSuccess: () => {
      if (act === 'remove') queryClient.removeQueries({ queryKey: accountQuery(id).queryKey });
      void refetchAccounts(queryClient);
    },
  });
};

export const useResetPassword = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (password: string) =>
      http.request('POST /api/accounts/:id/reset-password', { params: { id }, body: { password } }),
    onSuccess: () => void refetchAccounts(queryClient),
  });
};

export const useMoveAccounts = (unitId: number) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (accountIds: string[]) =>
      http.request('POST /api/org-units/:id/accounts', { params: { id: unitId }, body: { accountIds } }),
    onSuccess: () => void refetchAccounts(queryClient),
  });
};

export const useImportAccounts = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ csv, dryRun }: { csv: string; dryRun: boolean }) =>
      http.request('POST /api/accounts/import', { body: { csv, dryRun } }, { timeoutMs: 300_000 }),
    onSuccess: ({ created }) => {
      if (created > 0) void refetchAccounts(queryClient);
    },
  });
};

/** Why the unit, flags, roles and state of an account are closed to me, whatever my rights are. */
export type Closed = 'own' | 'super' | null;

export const closedTo = (me: Account, account: Pick<AccountProfile, 'id' | 'superAdministrator'>): Closed => {
  if (account.id === me.id) return 'own';
  return account.superAdministrator ? 'super' : null;
};
