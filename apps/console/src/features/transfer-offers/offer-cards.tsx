import type { TransferOffer } from '@cskefu/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { Forward, StickyNote } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { OnDemand } from '../../components/on-demand.tsx';
import { useAccept, useDecline, useOffers } from './offers.ts';
import './offer-cards.css';

const DeclineDialog = lazy(() => import('./decline-dialog.tsx'));

/** What colleagues want to hand over to me, above my list. The keys mean the first. */
const OfferCards = () => {
  const { t } = useTranslation();
  const offers = useOffers();
  const accept = useAccept();
  const decline = useDecline();
  const navigate = useNavigate();
  const [declining, setDeclining] = useState<TransferOffer | null>(null);
  const [first] = offers;
  const take = (offer: TransferOffer) => {
    if (accept.isPending) return;
    accept.mutate(offer, {
      onSuccess: ({ id }) => void navigate({ to: '/workbench/$conversationId', params: { conversationId: id } }),
    });
  };
  useActions(
    {
      acceptOffer: first && (() => take(first)),
      declineOffer: first && (() => setDeclining(first)),
    },
    first !== undefined,
  );
  const open = declining && offers.find(({ id }) => id === declining.id);
  return (
    <>
      {offers.length > 0 ? (
        <section className="offers scroll" aria-label={t('transferOffers.title')}>
          {offers.map((offer) => (
            <OfferCard
              key={offer.id}
              offer={offer}
              busy={accept.isPending}
              onAccept={() => take(offer)}
              onDecline={() => setDeclining(offer)}
            />
          ))}
        </section>
      ) : null}
      {open ? (
        <OnDemand>
          <DeclineDialog
            offer={open}
            onSubmit={(reason) => {
              decline.mutate({ offer: open, reason });
              setDeclining(null);
            }}
            onClose={() => setDeclining(null)}
          />
        </OnDemand>
      ) : null}
    </>
  );
};

interface OfferCardProps {
  offer: TransferOffer;
  busy: boolean;
  onAccept: () => void;
  onDecline: () => void;
}

const OfferCard = ({ offer: { from, memo, conversation }, busy, onAccept, onDecline }: OfferCardProps) => {
  const { t } = useTranslation();
  const { visitor, channel, skillGroup, lastMessage } = conversation;
  return (
    <article className="offer" aria-label={t('transferOffers.from', { name: from.name, visitor })}>
      <p className="offer-head">
        <Forward size={14} aria-hidden="true" /> {t('transferOffers.from', { name: from.name, visitor })}
      </p>
      <p className="offer-place">
        {channel} · {skillGroup.name}
      </p>
      {lastMessage?.text ? <p className="offer-words">{lastMessage.text}</p> : null}
      {memo ? (
        <p className="offer-memo">
          <StickyNote size={14} role="img" aria-label={t('thread.memo')} /> {memo}
        </p>
      ) : null}
      <footer className="offer-acts">
        <Button size="small" onClick={onDecline} title={`${t('transferOffers.decline')} (Shift+D)`}>
          {t('transferOffers.decline')}
        </Button>
        <Button
          size="small"
          type="primary"
          loading={busy}
          onClick={onAccept}
          title={`${t('transferOffers.accept')} (Shift+A)`}
        >
          {t('transferOffers.accept')}
        </Button>
      </footer>
    </article>
  );
};

export default OfferCards;
