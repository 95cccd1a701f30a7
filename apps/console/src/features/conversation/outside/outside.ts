import type { Delivery, RouteTable } from '@cskefu/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../../app/http.ts';
import { deliveriesKey } from '../../../app/realtime/keys.ts';

const MOST = 200;

/** By id of the message: how far it has come. Realtime frames keep it fresh. */
export const deliveriesQuery = (conversationId: string) =>
  queryOptions({
    queryKey: deliveriesKey(conversationId),
    queryFn: async () => {
      const { items } = await http.request('GET /api/conversations/:id/deliveries', {
        params: { id: conversationId },
        query: { limit: MOST },
      });
      return Object.fromEntries(items.map((delivery) => [delivery.messageId, delivery])) as Record<string, Delivery>;
    },
    staleTime: 60_000,
  });

export type Way = RouteTable['GET /api/conversations/:id/channel']['output'];

/** What the channel carries, and whether one may write now. Asked anew when somebody comes back to it. */
export const wayQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['way', conversationId],
    queryFn: () => http.request('GET /api/conversations/:id/channel', { params: { id: conversationId } }),
    staleTime: 15_000,
    refetchInterval: 60_000,
  });

export const useResend = (conversationId: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (deliveryId: string) =>
      http.request('POST /api/conversations/:id/deliveries/:deliveryId/resend', {
        params: { id: conversationId, deliveryId },
      }),
    onSuccess: (delivery) =>
      queryClient.setQueryData<Record<string, Delivery>>(deliveriesKey(conversationId), (known) => ({
        ...known,
        [delivery.messageId]: delivery,
      })),
    onError: () => queryClient.invalidateQueries({ queryKey: deliveriesKey(conversationId) }),
  });
};
