import { queryOptions } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';

/** Whether a second factor is on, and whether there is a password at all. */
export const twoFactorQuery = queryOptions({
  queryKey: ['me', 'two-factor'],
  queryFn: () => http.request('GET /api/me/two-factor'),
});
