import { queryOptions } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';

export const apiTokensQuery = queryOptions({
  queryKey: ['me', 'api-tokens'],
  queryFn: () => http.request('GET /api/me/api-tokens'),
});
