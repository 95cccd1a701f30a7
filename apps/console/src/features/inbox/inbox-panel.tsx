import type { InboxView } from '@cskefu/contract';
import { Button } from 'antd';
import { lazy, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { Failure } from '../../components/failure.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { useStored } from '../../lib/stored.ts';
import { type Arrangement, arrange, asItComes, isArranged } from './arrange.ts';
import { ConversationList } from './conversation-list.tsx';
import { InboxEmpty } from './inbox-empty.tsx';
import { InboxSkeleton } from './inbox-skeleton.tsx';
import { ListTools } from './list-tools.tsx';
import { useInboxView } from './use-inbox.ts';
import './inbox-panel.css';

const OfferCards = lazy(() => import('../transfer-offers/offer-cards.tsx'));

interface InboxPanelProps {
  view: InboxView;
  openId: string | undefined;
  onView: (view: InboxView) => void;
  /** Opens one beside the others; null where there is no room. */
  onBeside: ((conversationId: string) => void) | null;
}

const views = ['mine', 'waiting', 'snoozed', 'closed'] as const;
/** Beyond as many rows the list is not fetched on by itself to find what fits. */
const MOST_LOOKED_THROUGH = 500;

/** Fetches the next page once, and tells what went wrong with it. */
const useNextPage = (load: () => Promise<void>) => {
  const busy = useRef(false);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const fetchNext = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      await latest.current();
      setError(null);
    } catch (failure) {
      setError(failure);
    } finally {
      busy.current = false;
    }
  }, []);
  return { error, fetchNext };
};

/** The conversations of this account: mine, waiting, closed. */
export const InboxPanel = ({ view, openId, onView, onBeside }: InboxPanelProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { query, rows, counts, next, loadMore } = useInboxView(view);
  const { error, fetchNext } = useNextPage(loadMore);
  const loaded = query.data !== undefined;
  const { accountId } = useDesk();
  const [arrangement, setArrangement] = useStored<Arrangement>(`cskefu.inbox.${accountId}`, asItComes);
  const [text, setText] = useState('');
  const arranged = isArranged(arrangement, text);
  const shown = useMemo(() => arrange(rows, arrangement, text), [rows, arrangement, text]);
  // What fits, or comes first, may not have been fetched yet.
  const looksOn = arranged && !!next && rows.length < MOST_LOOKED_THROUGH;

  useEffect(() => {
    if (loaded && (next === undefined || looksOn)) void fetchNext();
  }, [loaded, next, looksOn, fetchNext]);

  const failure = query.isError && !loaded ? query.error : error;
  const retry = () => void (loaded ? fetchNext() : query.refetch());
  const tabs = views.map((key) => ({
    key,
    label: t(`inbox.views.${key}`),
    count: key === 'closed' ? undefined : counts[key],
  }));
  return (
    <section className="inbox" aria-label={t('inbox.title')}>
      <header className="inbox-head">
        <TabBar label={t('inbox.title')} tabs={tabs} active={view} panelId="inbox-list" onSelect={onView} />
      </header>
      <OnDemand>
        <OfferCards />
      </OnDemand>
      <ListTools rows={rows} arrangement={arrangement} text={text} onArrange={setArrangement} onText={setText} />
      <div className="inbox-body" id="inbox-list" role="tabpanel" aria-labelledby={`inbox-list-tab-${view}`}>
        {shown.length > 0 ? (
          <ConversationList
            key={view}
            rows={shown}
            view={view}
            openId={openId}
            hasMore={!!next && !error && (!arranged || rows.length < MOST_LOOKED_THROUGH)}
            onEnd={fetchNext}
            onBeside={onBeside}
          />
        ) : rows.length > 0 ? (
          <div className="list-none">
            <p>{t('listTools.none')}</p>
            <Button
              size="small"
              onClick={() => {
                setArrangement(asItComes);
                setText('');
              }}
            >
              {t('listTools.showAll')}
            </Button>
          </div>
        ) : failure ? null : next === undefined ? (
          <InboxSkeleton />
        ) : (
          <InboxEmpty view={view} waiting={counts.waiting} onView={onView} />
        )}
        {failure ? (
          <div className={rows.length > 0 ? undefined : 'inbox-empty'}>
            <Failure title={t('inbox.failed')} text={errorText(failure)} onRetry={retry} />
          </div>
        ) : null}
      </div>
    </section>
  );
};
