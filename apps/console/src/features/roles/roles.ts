import type { Role, RouteTable } from '@cskefu/contract';
import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

const rolesKey = ['roles'] as const;

/** All of them: a desk has a dozen, and whoever assigns them must see the whole list. */
export const rolesQuery = queryOptions({
  queryKey: [...rolesKey, 'list'],
  queryFn: async () => {
    const roles: Role[] = [];
    let cursor: string | null = null;
    do {
      const page: RouteTable['GET /api/roles']['output'] = await http.request('GET /api/roles', {
        query: { limit: 200, ...(cursor && { cursor }) },
      });
      roles.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return roles;
  },
});

const refetchRoles = (queryClient: QueryClient) =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: rolesKey }),
    queryClient.invalidateQueries({ queryKey: ['accounts'] }),
  ]);

export type NewRole = RouteTable['POST /api/roles']['input']['body'];
export type RoleChange = RouteTable['PATCH /api/roles/:id']['input']['body'];

export const useCreateRole = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRole) => http.request('POST /api/roles', { body }),
    onSuccess: () => refetchRoles(queryClient),
  });
};

export const useUpdateRole = (id: number) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RoleChange) => http.request('PATCH /api/roles/:id', { params: { id }, body }),
    onSuccess: () => refetchRoles(queryClient),
  });
};

export const useRemoveRole = (id: number) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => http.request('DELETE /api/roles/:id', { params: { id } }),
    onSuccess: () => refetchRoles(queryClient),
  });
};

export const useRoleMembers = (id: number) => {
  const queryClient = useQueryClient();
  const onSuccess = () => refetchRoles(queryClient);
  const add = useMutation({
    mutationFn: (accountIds: string[]) =>
      http.request('POST /api/roles/:id/members', { params: { id }, body: { accountIds } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (accountIds: string[]) =>
      http.request('POST /api/roles/:id/members/remove', { params: { id }, body: { accountIds } }),
    onSuccess,
  });
  return { add, remove };
};
