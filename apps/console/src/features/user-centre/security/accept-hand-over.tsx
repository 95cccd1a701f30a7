import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '../../../app/http.ts';
import { sessionQuery } from '../../../app/session.ts';
import { FullMoment } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { Card } from '../card.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { handOverQuery } from '../hand-over.ts';
import { useOwnPassword } from '../own-password.tsx';

/** Stands there only for the person to whom the super administration is offered. */
export const AcceptHandOver = () => {
  const { t } = useTranslation();
  const { data } = useQuery(handOverQuery);
  const [accepting, setAccepting] = useState(false);
  const offer = data?.offer;
  if (!offer?.mine) return null;
  return (
    <Card
      title={t('userCentre.handOver.received')}
      text={
        <>
          {t('userCentre.handOver.from', { name: offer.from })} <FullMoment at={offer.expiresAt} />
        </>
      }
      acts={
        <Button type="primary" onClick={() => setAccepting(true)}>
          {t('userCentre.handOver.accept')}
        </Button>
      }
    >
      {accepting ? <AcceptDialog from={offer.from} onClose={() => setAccepting(false)} /> : null}
    </Card>
  );
};

const AcceptDialog = ({ from, onClose }: { from: string; onClose: () => void }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const accept = useMutation({
    mutationFn: () => http.request('POST /api/super-administration/accept', { body: { password: own.password } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: handOverQuery.queryKey });
      toast('good', t('userCentre.handOver.accepted'));
      onClose();
    },
  });
  const own = useOwnPassword(accept.error);
  return (
    <FormDialog
      title={t('userCentre.handOver.accept')}
      text={t('userCentre.handOver.acceptText', { name: from })}
      submit={t('userCentre.handOver.accept')}
      pending={accept.isPending}
      failure={own.failure}
      onSubmit={() => own.isGiven() && accept.mutate()}
      onClose={onClose}
    >
      {own.field}
    </FormDialog>
  );
};
