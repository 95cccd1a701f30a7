import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { FullMoment } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { Card } from '../card.tsx';
import { handOverQuery } from '../hand-over.ts';
import { Loaded } from '../loaded.tsx';
import { OfferHandOverDialog } from './offer-hand-over-dialog.tsx';

/** There is one super administrator. They may hand it over, and take the offer back while nobody has accepted. */
export const HandOverCard = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const query = useQuery(handOverQuery);
  const [offering, setOffering] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => http.request('DELETE /api/super-administration/offer'),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: handOverQuery.queryKey }),
    onError: (error) => toast('bad', errorText(error)),
  });
  const offer = query.data?.offer;
  return (
    <Card
      title={t('userCentre.handOver.title')}
      text={t('userCentre.handOver.text')}
      acts={
        offer ? (
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('userCentre.handOver.withdraw')}
          </Button>
        ) : (
          <Button danger disabled={!query.data} onClick={() => setOffering(true)}>
            {t('userCentre.handOver.begin')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {({ offer: open }) =>
          open ? (
            <p className="me-note">
              {t('userCentre.handOver.offered', { name: open.to })} <FullMoment at={open.expiresAt} />
            </p>
          ) : null
        }
      </Loaded>
      {offering ? <OfferHandOverDialog onClose={() => setOffering(false)} /> : null}
    </Card>
  );
};
