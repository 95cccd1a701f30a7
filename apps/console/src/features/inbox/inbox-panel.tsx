import type { InboxView } from '@cskefu/contract';
import { ListFilter } from 'lucide-react';
import { lazy, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { Failure } from '../../components/failure.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useStored } from '../../lib/stored.ts';
import { ConversationList } from './conversation-list.tsx';
import { InboxEmpty } from './inbox-empty.tsx';
import { InboxSkeleton } from './inbox-skeleton.tsx';
import { useInboxView } from './use-inbox.ts';
import './inbox-panel.css';

const InboxFilter = lazy(() => import('./inbox-filter.tsx'));

interface InboxPanelProps {
  view: InboxView;
  openId: string | undefined;
  onView: (view: InboxView) => void;
}

const views = ['mine', 'waiting', 'closed'] as const;

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
export const InboxPanel = ({ view, openId, onView }: InboxPanelProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { query, rows: all, counts, next, loadMore } = useInboxView(view);
  const [tagId, setTagId] = useStored<string | null>('cskefu.inbox.tag', null);
  const [filtering, setFiltering] = useState(tagId !== null);
  const rows = useMemo(
    () => (tagId === null ? all : all.filter(({ tags }) => tags.some(({ id }) => id === tagId))),
    [all, tagId],
  );
  const { error, fetchNext } = useNextPage(loadMore);
  const loaded = query.data !== undefined;

  useEffect(() => {
    if (loaded && next === undefined) void fetchNext();
  }, [loaded, next, fetchNext]);

  // The one that is looked for may stand further down than what was fetched.
  useEffect(() => {
    if (tagId !== null && rows.length < 10 && next && !error) void fetchNext();
  }, [tagId, rows.length, next, error, fetchNext]);

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
        <IconButton
          label={t('inbox.filter')}
          icon={<ListFilter size={16} />}
          aria-expanded={filtering}
          aria-pressed={tagId !== null}
          className={classNames('inbox-filter-button', tagId !== null && 'inbox-filter-on')}
          placement="bottom"
          onClick={() => {
            setFiltering(!filtering);
            setTagId(null);
          }}
        />
      </header>
      {filtering ? (
        <OnDemand>
          <InboxFilter tagId={tagId} onTag={setTagId} />
        </OnDemand>
      ) : null}
      <div className="inbox-body" id="inbox-list" role="tabpanel" aria-labelledby={`inbox-list-tab-${view}`}>
        {rows.length > 0 ? (
          <ConversationList
            key={view}
            rows={rows}
            view={view}
            openId={openId}
            hasMore={!!next && !error}
            onEnd={fetchNext}
          />
        ) : failure ? null : tagId !== null && !next ? (
          <p className="inbox-filtered">{t('inbox.noneWithTag')}</p>
        ) : next === undefined ? (
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
