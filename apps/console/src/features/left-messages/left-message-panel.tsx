import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { CorrectAddress } from './correct-address.tsx';
import { LeftMessageFacts } from './left-message-facts.tsx';
import { leftMessageQuery } from './left-messages.ts';
import './left-message-card.css';

/** The form in the side panel, and where its address can be corrected. */
export const LeftMessagePanel = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const readable = may(account, 'left-messages:read');
  const { data, isPending } = useQuery({ ...leftMessageQuery(conversationId), enabled: readable });
  const [correcting, setCorrecting] = useState(false);
  if (!readable || (!data && !isPending)) return null;
  return (
    <section className="panel-section">
      <h4>{t('leftMessages.form')}</h4>
      {data ? <LeftMessageFacts leftMessage={data} /> : <SkeletonLine width="70%" />}
      {data?.email && may(account, 'left-messages:write') ? (
        correcting ? (
          <CorrectAddress conversationId={conversationId} email={data.email} onClose={() => setCorrecting(false)} />
        ) : (
          <p className="left-acts">
            <Button type="link" size="small" onClick={() => setCorrecting(true)}>
              {t('leftMessages.correct')}
            </Button>
          </p>
        )
      ) : null}
    </section>
  );
};
