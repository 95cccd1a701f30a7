import type { Conversation } from '@cskefu/contract';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { Forward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { http } from '../../../app/http.ts';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { useApply, useTellFailure } from '../acts.ts';
import '../strips.css';

/** That somebody was asked to take this conversation over; whoever asked may think better of it. */
export const OfferedStrip = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const withdraw = useMutation({
    mutationFn: (id: string) => http.request('DELETE /api/conversations/:id/transfer-offer', { params: { id } }),
    onSuccess: useApply(),
    onError: useTellFailure(),
  });
  const { transferOffer, agent, id } = conversation;
  if (!transferOffer) return null;
  return (
    <div className="thread-strip thread-strip-snooze" role="note">
      <Forward size={14} aria-hidden="true" />
      <span>{t('transferOffers.pending', { name: transferOffer.to.name })}</span>
      {agent?.id === accountId ? (
        <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate(id)}>
          {t('transferOffers.withdraw')}
        </Button>
      ) : null}
    </div>
  );
};
