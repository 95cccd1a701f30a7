import { queryOptions } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';

/** Where one is signed in. Others come and go without telling us. */
export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: () => http.request('GET /api/me/sessions'),
  staleTime: 0,
});
