import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { Download, History as HistoryIcon } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { Page } from '../../components/page.tsx';
import { useStored } from '../../lib/stored.ts';
import { Forbidden } from '../administration/forbidden.tsx';
import { ColumnSettings } from './column-settings.tsx';
import { historyQuery } from './history.ts';
import { type OptionalColumn, optionalColumns, useHistoryColumns } from './history-columns.tsx';
import { HistoryFilters } from './history-filters.tsx';
import { type HistorySearch, historySearch } from './history-search.ts';
import './history-page.css';

const TranscriptDrawer = lazy(() =>
  import('./transcript-drawer.tsx').then((part) => ({ default: part.TranscriptDrawer })),
);

const ExportDialog = lazy(() => import('./export-dialog.tsx').then((part) => ({ default: part.ExportDialog })));

export const HistoryPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'history:read')) return <Forbidden page={t('history.title')} />;
  return <Conversations />;
};

/** Every conversation of one's part of the desk, newest first. The address says which, and whose transcript is open. */
const Conversations = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as HistorySearch;
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const [shown, setShown] = useStored<OptionalColumn[]>('cskefu.history.columns', [...optionalColumns]);
  const exports = may(useAccount(), 'history:export');
  const [exporting, setExporting] = useState(false);
  const list = useInfiniteQuery(historyQuery(search));
  const open = (id: string) =>
    void navigate({ to: '/history/$conversationId', params: { conversationId: id }, search });
  const columns = useHistoryColumns(shown, ({ id }) => open(id));
  usePageTitle(`${t('history.title')} · ${t('app.name')}`);

  const entries = list.data?.pages.flatMap((page) => page.items);
  const show = (next: HistorySearch) => void navigate({ to: '/history', search: next });
  const filtered = Object.keys(search).length > 0;
  return (
    <>
      <Page
        wide
        title={t('history.title')}
        lead={t('history.lead')}
        acts={
          <>
            <ColumnSettings shown={shown} onShown={setShown} />
            {exports ? (
              <Button icon={<Download size={14} />} onClick={() => setExporting(true)}>
                {t('history.export.act')}
              </Button>
            ) : null}
          </>
        }
      >
        <HistoryFilters
          search={search}
          agentName={entries?.find(({ agent }) => agent?.id === search.agent)?.agent?.name ?? null}
          onChange={(part) => show(historySearch({ ...search, ...part }))}
          onClear={() => show({})}
        />
        {list.isError && !list.data ? (
          <Failure title={t('history.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
        ) : entries?.length === 0 ? (
          <Notice
            icon={HistoryIcon}
            title={filtered ? t('history.emptyFiltered') : t('history.empty')}
            text={filtered ? t('history.emptyFilteredText') : t('history.emptyText')}
          />
        ) : (
          <DataTable label={t('history.title')} columns={columns} rows={entries} rowKey={({ id }) => id} expect={8} />
        )}
        {list.hasNextPage ? (
          <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        ) : null}
      </Page>
      {exporting ? (
        <OnDemand>
          <ExportDialog search={search} onClose={() => setExporting(false)} />
        </OnDemand>
      ) : null}
      {conversationId ? (
        <OnDemand>
          <TranscriptDrawer key={conversationId} conversationId={conversationId} onClose={() => show(search)} />
        </OnDemand>
      ) : null}
    </>
  );
};
