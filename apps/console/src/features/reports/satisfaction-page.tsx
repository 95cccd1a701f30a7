import type { HistoryEntry, SatisfactionReport } from '@cskefu/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { Smile } from 'lucide-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { BarChart } from '../../components/charts/bar-chart.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { Page } from '../../components/page.tsx';
import { Moment } from '../../components/time.tsx';
import { levels, SatisfactionFacts } from '../conversation/satisfaction-mark.tsx';
import { FigureCard } from './figure-card.tsx';
import { useFigureWords } from './figure-words.ts';
import { ReportFilters } from './report-filters.tsx';
import { ratedQuery, satisfactionReportQuery } from './reports.ts';
import { type ReportsSearch, reportsSearch } from './reports-search.ts';

const TranscriptDrawer = lazy(() =>
  import('../history/transcript-drawer.tsx').then((part) => ({ default: part.TranscriptDrawer })),
);

/** How content visitors were, and what they said. The address says of what, and whose transcript is open. */
export const SatisfactionPage = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as ReportsSearch;
  const { conversationId } = useParams({ strict: false }) as { conversationId?: string };
  const looksBack = may(useAccount(), 'history:read');
  const report = useQuery(satisfactionReportQuery(search));
  usePageTitle(`${t('reports.pages.satisfaction')} · ${t('app.name')}`);

  const show = (next: ReportsSearch) => void navigate({ to: '/reports/satisfaction', search: next });
  const agents = report.data?.agents;
  return (
    <>
      <Page wide title={t('reports.pages.satisfaction')} lead={t('reports.satisfactionLead')}>
        <ReportFilters
          search={search}
          agentName={agents?.find(({ id }) => id === search.agent)?.name ?? null}
          onChange={(part) => show(reportsSearch({ ...search, ...part }))}
          onClear={() => show({})}
        />
        {report.isError && !report.data ? (
          <Failure title={t('reports.failed')} text={errorText(report.error)} onRetry={() => void report.refetch()} />
        ) : (
          <>
            <Cards total={report.data?.total} />
            {report.data?.total.rated === 0 ? (
              <Notice icon={Smile} title={t('reports.noRatings')} text={t('reports.noRatingsText')} />
            ) : (
              <>
                {report.data ? <Charts report={report.data} /> : null}
                {looksBack ? <Rated search={search} /> : null}
              </>
            )}
          </>
        )}
      </Page>
      {conversationId ? (
        <OnDemand>
          <TranscriptDrawer key={conversationId} conversationId={conversationId} onClose={() => show(search)} />
        </OnDemand>
      ) : null}
    </>
  );
};

const Cards = ({ total }: { total: SatisfactionReport['total'] | undefined }) => {
  const { t } = useTranslation();
  const say = useFigureWords();
  const content = total && total.rated > 0 ? ((total.levels[3] ?? 0) + (total.levels[4] ?? 0)) / total.rated : null;
  return (
    <div className="figure-cards">
      <FigureCard
        title={t('reports.average')}
        value={total && say.count(total.average)}
        definition={t('reports.averageMeaning')}
      />
      <FigureCard
        title={t('reports.content')}
        value={total && say.share(content)}
        definition={t('reports.contentMeaning')}
      />
      <FigureCard title={t('reports.rated')} value={total && say.count(total.rated)} />
      <FigureCard
        title={t('reports.ratedShare')}
        value={total && say.share(total.closed === 0 ? null : Math.min(1, total.rated / total.closed))}
        definition={t('reports.ratedShareMeaning')}
      />
    </div>
  );
};

const MOST_BARS = 31;

const Charts = ({ report }: { report: SatisfactionReport }) => {
  const { t } = useTranslation();
  const say = useFigureWords();
  const averages = (title: string, categoryTitle: string, rows: { name: string; average: number }[]) => (
    <BarChart
      title={title}
      categoryTitle={categoryTitle}
      categories={rows.map(({ name }) => name)}
      format={say.count}
      top={5}
      series={[
        { key: 'average', name: t('reports.average'), tone: 'brand', values: rows.map(({ average }) => average) },
      ]}
    />
  );
  const days = report.days.slice(-MOST_BARS).map(({ day, average }) => ({ name: day.slice(5), average }));
  return (
    <div className="report-charts">
      <h2 className="visually-hidden">{t('reports.charts')}</h2>
      <BarChart
        title={t('reports.byLevel')}
        categoryTitle={t('satisfaction.title')}
        categories={levels.map((level) => `${level} ${t(`satisfaction.levels.${level}`)}`)}
        format={say.count}
        unit="count"
        series={[
          {
            key: 'levels',
            name: t('reports.rated'),
            tone: 'brand',
            values: levels.map((level) => report.total.levels[level - 1] ?? 0),
          },
        ]}
      />
      {averages(t('reports.averageByDay'), t('reports.by.day'), days)}
      {averages(t('reports.averageByGroup'), t('reports.by.skill_group'), report.skillGroups.slice(0, MOST_BARS))}
      {averages(t('reports.averageByAgent'), t('reports.by.agent'), report.agents.slice(0, MOST_BARS))}
    </div>
  );
};

const Rated = ({ search }: { search: ReportsSearch }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const list = useInfiniteQuery(ratedQuery(search));
  const columns: Column<HistoryEntry>[] = [
    {
      key: 'satisfaction',
      title: t('satisfaction.title'),
      render: (entry) =>
        entry.satisfaction && <SatisfactionFacts conversation={entry} satisfaction={entry.satisfaction} />,
    },
    {
      key: 'visitor',
      title: t('reports.visitor'),
      render: ({ id, visitor }) => (
        <Link to="/reports/satisfaction/$conversationId" params={{ conversationId: id }} search={search}>
          {visitor.name}
        </Link>
      ),
    },
    { key: 'agent', title: t('reports.by.agent'), render: ({ agent }) => agent?.name ?? '–' },
    { key: 'group', title: t('reports.by.skill_group'), render: ({ skillGroup }) => skillGroup.name },
    {
      key: 'at',
      title: t('reports.ratedAt'),
      render: ({ satisfaction }) => satisfaction && <Moment at={satisfaction.at} />,
    },
  ];
  return (
    <section className="report-section">
      <h2>{t('reports.ratings_list')}</h2>
      {list.isError && !list.data ? (
        <Failure title={t('reports.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label={t('reports.ratings_list')}
          columns={columns}
          rows={list.data?.pages.flatMap((page) => page.items)}
          rowKey={({ id }) => id}
          expect={4}
        />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </section>
  );
};
