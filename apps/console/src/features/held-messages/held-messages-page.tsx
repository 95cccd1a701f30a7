import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { MailCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { HeldCard } from './held-card.tsx';
import { heldMessagesQuery } from './held-messages.ts';
import { type Asked, SettleDialog } from './settle-dialog.tsx';
import './held-messages.css';

/** What plugins want looked at before it is sent. */
export const HeldMessagesPage = () => {
  const { t } = useTranslation();
  usePageTitle(`${t('heldMessages.title')} · ${t('app.name')}`);
  return may(useAccount(), 'supervision:read') ? <HeldMessages /> : <Forbidden page={t('heldMessages.title')} />;
};

const HeldMessages = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const list = useInfiniteQuery(heldMessagesQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const place = useRef<HTMLElement>(null);
  const rows = list.data?.pages.flatMap((page) => page.items);
  const waiting = list.data?.pages[0]?.waiting ?? 0;
  // The button that was pressed goes with its message: whoever uses the keyboard goes on at the list.
  const settled = () => {
    setAsked(null);
    requestAnimationFrame(() => place.current?.focus());
  };
  return (
    <Page title={t('heldMessages.title')} lead={t('heldMessages.lead')}>
      <section ref={place} className="held" tabIndex={-1} aria-label={t('heldMessages.title')} aria-busy={!list.data}>
        <p className="held-count" role="status">
          {waiting > 0 ? t('heldMessages.waiting', { count: waiting }) : null}
        </p>
        {list.isError && !list.data ? (
          <Failure title={t('heldMessages.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
        ) : rows?.length === 0 ? (
          <Notice icon={MailCheck} title={t('heldMessages.empty')} text={t('heldMessages.emptyText')} />
        ) : (
          <ul className="held-list">
            {rows?.map((held) => <HeldCard key={held.id} held={held} onAsk={(act) => setAsked({ act, held })} />) ?? (
              <SkeletonCards />
            )}
          </ul>
        )}
        {list.hasNextPage ? (
          <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        ) : null}
      </section>
      {asked ? <SettleDialog {...asked} onClose={() => setAsked(null)} onSettled={settled} /> : null}
    </Page>
  );
};

const SkeletonCards = () =>
  ['38%', '62%', '46%'].map((width) => (
    <li key={width} className="held-card">
      <SkeletonLine width="24%" />
      <SkeletonLine width={width} />
      <SkeletonLine width="30%" thin />
    </li>
  ));
