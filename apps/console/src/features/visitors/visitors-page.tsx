import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { ChevronLeft, ChevronRight, Footprints } from 'lucide-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Notice } from '../../components/notice.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { Page } from '../../components/page.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { useOnlineVisitors } from './use-online-visitors.ts';
import { useVisitorColumns } from './visitor-columns.tsx';
import { VisitorsFilters } from './visitors-filters.tsx';
import { queryOf, ROWS_PER_PAGE, type VisitorsSearch, visitorsSearch } from './visitors-search.ts';
import './visitors-page.css';

const VisitorDrawer = lazy(() => import('./visitor-drawer.tsx').then((part) => ({ default: part.VisitorDrawer })));

export const VisitorsPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'visitors:read')) return <Forbidden page={t('visitors.title')} />;
  return <Visitors />;
};

/** Who is on the sites now. The address says which of them, and whose trail is open. */
const Visitors = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as VisitorsSearch;
  const { visitorId } = useParams({ strict: false }) as { visitorId?: string };
  const list = useOnlineVisitors(queryOf(search));
  const open = (id: string) => void navigate({ to: '/visitors/$visitorId', params: { visitorId: id }, search });
  const show = (next: VisitorsSearch) => void navigate({ to: '/visitors', search: next });
  const columns = useVisitorColumns({
    onOpen: ({ id }) => open(id),
    onInvite: may(useAccount(), 'visitors:invite') ? ({ id }) => open(id) : null,
  });
  usePageTitle(`${t('visitors.title')} · ${t('app.name')}`);
  const { page = 1, sort: _sort, ...filters } = search;
  const filtered = Object.keys(filters).length > 0;
  const isEmpty = list !== null && list.total === 0;
  return (
    <>
      <Page wide title={t('visitors.title')} lead={t('visitors.lead')}>
        <VisitorsFilters
          search={search}
          onChange={(part) => show(visitorsSearch({ ...search, page: undefined, ...part }))}
          onClear={() => show({})}
        />
        <p className="visitors-counts" role="status">
          {list
            ? [
                t('visitors.counts.online', { count: list.online }),
                t('visitors.counts.talking', { count: list.talking }),
                filtered ? t('visitors.counts.fitting', { count: list.total }) : '',
              ]
                .filter(Boolean)
                .join(' · ')
            : ' '}
        </p>
        {isEmpty ? (
          <Notice
            icon={Footprints}
            title={filtered ? t('visitors.emptyFiltered') : t('visitors.empty')}
            text={filtered ? t('visitors.emptyFilteredText') : t('visitors.emptyText')}
          />
        ) : (
          <DataTable
            label={t('visitors.title')}
            columns={columns}
            rows={list?.rows}
            rowKey={({ id }) => id}
            expect={8}
          />
        )}
        {list && list.total > ROWS_PER_PAGE ? (
          <nav className="visitors-pages" aria-label={t('visitors.paging.title')}>
            <span>
              {t('visitors.paging.range', {
                from: (page - 1) * ROWS_PER_PAGE + 1,
                to: Math.min(list.total, page * ROWS_PER_PAGE),
                count: list.total,
              })}
            </span>
            <Button
              icon={<ChevronLeft size={16} />}
              aria-label={t('visitors.paging.before')}
              disabled={page === 1}
              onClick={() => show(visitorsSearch({ ...search, page: page - 1 }))}
            />
            <Button
              icon={<ChevronRight size={16} />}
              aria-label={t('visitors.paging.after')}
              disabled={page * ROWS_PER_PAGE >= list.total}
              onClick={() => show(visitorsSearch({ ...search, page: page + 1 }))}
            />
          </nav>
        ) : null}
      </Page>
      {visitorId ? (
        <OnDemand>
          <VisitorDrawer key={visitorId} visitorId={visitorId} onClose={() => show(search)} />
        </OnDemand>
      ) : null}
    </>
  );
};
