import { queryOptions } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

/** The open offer of the super administration, for the one who made it and the one who got it. */
export const handOverQuery = queryOptions({
  queryKey: ['me', 'super-administration'],
  queryFn: () => http.request('GET /api/super-administration/offer'),
  retry: false,
});
