import { queryOptions } from '@tanstack/react-query';
import { http } from './http.ts';

/** What is the same for everybody who uses this desk. */
export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: () => http.request('GET /api/system'),
  staleTime: Number.POSITIVE_INFINITY,
});
