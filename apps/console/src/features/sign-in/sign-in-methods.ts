import { queryOptions } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

/** What the sign-in page offers beside the password. */
export const signInMethodsQuery = queryOptions({
  queryKey: ['system', 'sign-in-methods'],
  queryFn: () => http.request('GET /api/auth/methods'),
  staleTime: Number.POSITIVE_INFINITY,
});
