import { queryOptions } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';

export const passkeysQuery = queryOptions({
  queryKey: ['me', 'passkeys'],
  queryFn: () => http.request('GET /api/me/passkeys'),
});
