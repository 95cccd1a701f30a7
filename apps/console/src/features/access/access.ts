import type { AccessSubject } from '@cskefu/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

/** Something of which one may ask who can see it. */
export interface Thing {
  subject: AccessSubject;
  id: string;
}

/** Rights change while one looks: each look asks anew. */
const fresh = { staleTime: 0, gcTime: 60_000 };

export const seersQuery = (thing: Thing, search: string) =>
  infiniteQueryOptions({
    ...fresh,
    queryKey: ['access', 'seers', thing, search],
    queryFn: ({ pageParam, signal }) =>
      http.request(
        'GET /api/access/seers',
        { query: { ...thing, limit: 50, ...(search && { search }), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const whyQuery = (thing: Thing, accountId: string) =>
  queryOptions({
    ...fresh,
    queryKey: ['access', 'why', thing, accountId],
    queryFn: () => http.request('GET /api/access/why', { query: { ...thing, accountId } }),
  });

export const rightsQuery = (accountId: string) =>
  queryOptions({
    ...fresh,
    queryKey: ['access', 'rights', accountId],
    queryFn: () => http.request('GET /api/accounts/:id/rights', { params: { id: accountId } }),
  });
