import type { TransferOffer } from '@cskefu/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { transferOffersKey } from '../../app/realtime/keys.ts';
import { serves, useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';
import { useApply } from '../conversation/acts.ts';

const NONE: readonly TransferOffer[] = [];

/** What is offered to me now, on this screen as on all others. */
export const useOffers = (): readonly TransferOffer[] => {
  const enabled = serves(useAccount());
  const { data } = useQuery({
    queryKey: transferOffersKey,
    queryFn: () => http.request('GET /api/me/transfer-offers'),
    enabled,
  });
  return data?.items ?? NONE;
};

/** However it went, what is offered now is asked for again: somebody else may have been first. */
const useSettled = () => {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: transferOffersKey });
};

const useTell = () => {
  const errorText = useErrorText();
  return (error: Error) => toast('bad', errorText(error));
};

export const useAccept = () => {
  const apply = useApply();
  return useMutation({
    mutationFn: ({ id, conversation }: TransferOffer) =>
      http.request('POST /api/conversations/:id/transfer-offer/accept', {
        params: { id: conversation.id },
        body: { offerId: id },
      }),
    onSuccess: apply,
    onError: useTell(),
    onSettled: useSettled(),
  });
};

export const useDecline = () =>
  useMutation({
    mutationFn: ({ offer: { id, conversation }, reason }: { offer: TransferOffer; reason: string }) =>
      http.request('POST /api/conversations/:id/transfer-offer/decline', {
        params: { id: conversation.id },
        body: { offerId: id, ...(reason.trim() && { reason: reason.trim() }) },
      }),
    onError: useTell(),
    onSettled: useSettled(),
  });
