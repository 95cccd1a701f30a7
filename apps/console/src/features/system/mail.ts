import { queryOptions, useMutation } from '@tanstack/react-query';
import { http } from '../../app/http.ts';

export const mailQuery = queryOptions({
  queryKey: ['system', 'mail'],
  queryFn: () => http.request('GET /api/system/mail'),
});

export const useTestMail = () =>
  useMutation({ mutationFn: (to: string) => http.request('POST /api/system/test-mail', { body: { to } }) });
