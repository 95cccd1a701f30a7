import type { OrgUnit, RouteTable } from '@cskefu/contract';
import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { http, httpWithin } from '../../app/http.ts';

/** A unit as others refer to it. */
export type UnitRef = Pick<OrgUnit, 'id' | 'name'>;

const PAGE = 100;
const unitsKey = ['org-units'] as const;

/** The units directly below one; of null the highest within reach. */
export const childrenQuery = (parentId: number | null) =>
  infiniteQueryOptions({
    queryKey: [...unitsKey, 'children', parentId],
    queryFn: ({ pageParam, signal }) =>
      http.request(
        'GET /api/org-units',
        { query: { limit: PAGE, ...(parentId !== null && { parentId }), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Units anywhere whose name contains a word. */
export const unitSearchQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: [...unitsKey, 'search', search],
    queryFn: ({ pageParam, signal }) =>
      http.request(
        'GET /api/org-units',
        { query: { limit: 50, search, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: search !== '',
  });

export const unitQuery = (id: number) =>
  queryOptions({
    queryKey: [...unitsKey, 'one', id],
    queryFn: () => http.request('GET /api/org-units/:id', { params: { id } }),
  });

/** The divisions within one, or the provinces. */
export const regionsQuery = (within: string | null) =>
  queryOptions({
    queryKey: ['regions', 'within', within],
    queryFn: async () => {
      const page = await http.request('GET /api/regions', { query: { limit: 500, ...(within && { within }) } });
      return page.items;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const regionSearchQuery = (search: string) =>
  queryOptions({
    queryKey: ['regions', 'search', search],
    queryFn: async () => (await http.request('GET /api/regions', { query: { limit: 50, search } })).items,
    enabled: search !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Channels of a unit and below. */
export const unitChannelsQuery = (unitId: number) =>
  infiniteQueryOptions({
    queryKey: ['channels', 'within', unitId],
    queryFn: ({ pageParam }) =>
      httpWithin(unitId).request('GET /api/channels', {
        query: { limit: 50, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Names and counts of units stand in many places: whatever was changed, all of them are asked again. */
export const refetchUnits = (queryClient: QueryClient) => queryClient.invalidateQueries({ queryKey: unitsKey });

export const useCreateUnit = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteTable['POST /api/org-units']['input']['body']) =>
      http.request('POST /api/org-units', { body }),
    onSuccess: () => refetchUnits(queryClient),
  });
};

export const useUpdateUnit = (id: number) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteTable['PATCH /api/org-units/:id']['input']['body']) =>
      http.request('PATCH /api/org-units/:id', { params: { id }, body }),
    onSuccess: () => refetchUnits(queryClient),
  });
};

export const useMoveUnit = (id: number) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (parentId: number) =>
      http.request('POST /api/org-units/:id/move', { params: { id }, body: { parentId } }),
    onSuccess: () => refetchUnits(queryClient),
  });
};

export const useRemoveUnit = (id: number) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => http.request('DELETE /api/org-units/:id', { params: { id } }),
    onSuccess: () => {
      queryClient.removeQueries({ queryKey: unitQuery(id).queryKey });
      void refetchUnits(queryClient);
    },
  });
};

/** Where a unit hangs, as one reads it. */
export const pathText = (unit: Pick<OrgUnit, 'ancestors'>) => unit.ancestors.map(({ name }) => name).join(' / ');
