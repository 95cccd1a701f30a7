import type { AgentReportRow } from '@cskefu/contract';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { ChartColumn, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { BarChart } from '../../components/charts/bar-chart.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Menu } from '../../components/menu.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { toast } from '../../components/toaster.tsx';
import { agentFigureNames, useAgentColumns } from './agent-columns.tsx';
import { FigureCard } from './figure-card.tsx';
import { useFigureWords } from './figure-words.ts';
import { ReportFilters } from './report-filters.tsx';
import { agentReportQuery, downloadAgents } from './reports.ts';
import { groupings, type ReportsSearch, reportsSearch } from './reports-search.ts';

const cards = ['conversations', 'averageWait', 'firstResponse', 'replyTime', 'length', 'satisfaction'] as const;
const durations: readonly string[] = ['averageWait', 'firstResponse', 'replyTime', 'length'];

/** What agents did: by agent, day or skill group. The address says which of it. */
export const AgentsPage = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as ReportsSearch;
  const by = search.by ?? 'agent';
  const say = useFigureWords();
  const columns = useAgentColumns(by);
  const list = useInfiniteQuery(agentReportQuery(search));
  usePageTitle(`${t('reports.pages.agents')} · ${t('app.name')}`);

  const rows = list.data?.pages.flatMap((page) => page.items);
  const total = list.data?.pages[0]?.total;
  const show = (next: ReportsSearch) => void navigate({ to: '/reports/agents', search: next });
  return (
    <Page wide title={t('reports.pages.agents')} lead={t('reports.agentsLead')} acts={<ExportButton search={search} />}>
      <ReportFilters
        search={search}
        agentName={rows?.find(({ agent }) => agent?.id === search.agent)?.agent?.name ?? null}
        onChange={(part) => show(reportsSearch({ ...search, ...part }))}
        onClear={() => show(reportsSearch({ by: search.by }))}
      >
        <Segmented
          aria-label={t('reports.groupedBy')}
          value={by}
          onChange={(next) => show(reportsSearch({ ...search, by: next }))}
          options={groupings.map((value) => ({ value, label: t(`reports.by.${value}`) }))}
        />
      </ReportFilters>
      {list.isError && !list.data ? (
        <Failure title={t('reports.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : (
        <>
          <div className="figure-cards">
            {cards.map((name) => (
              <FigureCard
                key={name}
                title={t(`reports.figures.${name}`)}
                definition={t(`reports.definitions.${name}`)}
                value={total && (durations.includes(name) ? say.seconds : say.count)(total[name])}
              />
            ))}
          </div>
          {rows?.length === 0 ? (
            <Notice icon={ChartColumn} title={t('reports.empty')} text={t('reports.emptyText')} />
          ) : (
            <>
              {rows ? <Charts by={by} rows={rows} /> : null}
              <DataTable
                label={t('reports.pages.agents')}
                columns={columns}
                rows={rows}
                rowKey={({ agent, skillGroup, day }) => agent?.id ?? skillGroup?.id ?? day ?? ''}
              />
            </>
          )}
        </>
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      <Definitions />
    </Page>
  );
};

const ExportButton = ({ search }: { search: ReportsSearch }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const exports = may(useAccount(), 'reports:export');
  const download = useMutation({
    mutationFn: (format: 'csv' | 'xlsx') => downloadAgents(search, format),
    onSuccess: () => toast('good', t('reports.exported')),
    onError: (error) => toast('bad', errorText(error)),
  });
  if (!exports) return null;
  const entries = (['xlsx', 'csv'] as const).map((format) => ({
    key: format,
    label: format.toUpperCase(),
    onSelect: () => download.mutate(format),
  }));
  return (
    <Menu groups={[{ key: 'formats', entries }]} placement="bottomRight">
      <Button icon={<Download size={14} />} loading={download.isPending}>
        {t('reports.export')}
      </Button>
    </Menu>
  );
};

/** So many bars can be told apart. */
const MOST_BARS = 31;

const Charts = ({ by, rows }: { by: NonNullable<ReportsSearch['by']>; rows: readonly AgentReportRow[] }) => {
  const { t } = useTranslation();
  const say = useFigureWords();
  const shown = by === 'day' ? rows.slice(-MOST_BARS) : rows.slice(0, MOST_BARS);
  const categories = shown.map(({ agent, skillGroup, day }) => agent?.name ?? skillGroup?.name ?? day?.slice(5) ?? '');
  return (
    <div className="report-charts">
      <h2 className="visually-hidden">{t('reports.charts')}</h2>
      <BarChart
        title={t('reports.figures.conversations')}
        categories={categories}
        categoryTitle={t(`reports.by.${by}`)}
        format={say.count}
        unit="count"
        series={[
          {
            key: 'conversations',
            name: t('reports.figures.conversations'),
            tone: 'brand',
            values: shown.map(({ conversations }) => conversations),
          },
        ]}
      />
      <BarChart
        title={t('reports.waitAndResponse')}
        categories={categories}
        categoryTitle={t(`reports.by.${by}`)}
        format={say.seconds}
        unit="seconds"
        series={[
          {
            key: 'averageWait',
            name: t('reports.figures.averageWait'),
            tone: 'was',
            values: shown.map(({ averageWait }) => averageWait),
          },
          {
            key: 'firstResponse',
            name: t('reports.figures.firstResponse'),
            tone: 'brand',
            values: shown.map(({ firstResponse }) => firstResponse),
          },
        ]}
      />
    </div>
  );
};

/** What each figure means, in one place. */
const Definitions = () => {
  const { t } = useTranslation();
  return (
    <details className="report-definitions">
      <summary>{t('reports.definitionsTitle')}</summary>
      <dl>
        {agentFigureNames.map((name) => (
          <div key={name}>
            <dt>{t(`reports.figures.${name}`)}</dt>
            <dd>{t(`reports.definitions.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('reports.definitionsRule')}</p>
    </details>
  );
};
