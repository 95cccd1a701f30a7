import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { LeftMessageFacts } from './left-message-facts.tsx';
import { leftMessageQuery } from './left-messages.ts';
import './left-message-card.css';

/** The form in the thread, where it came. */
export const LeftMessageCard = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const readable = may(useAccount(), 'left-messages:read');
  const { data, isPending } = useQuery({ ...leftMessageQuery(conversationId), enabled: readable });
  if (!readable) return null;
  if (!data && !isPending) return null;
  return (
    <section className="left-card" aria-label={t('leftMessages.form')}>
      {data ? <LeftMessageFacts leftMessage={data} /> : <SkeletonLine width="180px" />}
    </section>
  );
};
