import type { PluginDetail, PluginJob, PluginJobRun } from '@cskefu/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import {
  CalendarClock,
  CircleCheck,
  CircleX,
  ClockAlert,
  LoaderCircle,
  type LucideIcon,
  Play,
  Unplug,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Notice } from '../../../components/notice.tsx';
import { Moment, useDurationText, useFutureText } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { type Tone, ToneTag } from '../../../components/tone-tag.tsx';
import { jobRunsQuery, jobsQuery, useRunJob } from './jobs.ts';
import { useScheduleWords } from './schedule-words.ts';

/** What it does by the clock: when next, how it went, and now if one likes. */
export const JobsTab = ({ plugin }: { plugin: PluginDetail }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const jobs = useQuery(jobsQuery(plugin.id));
  const columns = useJobColumns(plugin.id);
  return (
    <>
      <div className="plugin-card plugin-card-table">
        {jobs.isError && !jobs.data ? (
          <Failure title={t('plugins.jobs.failed')} text={errorText(jobs.error)} onRetry={() => void jobs.refetch()} />
        ) : jobs.data?.length === 0 ? (
          <p className="plugin-note">{t('plugins.jobs.notYet')}</p>
        ) : (
          <DataTable
            label={t('plugins.tabs.jobs')}
            columns={columns}
            rows={jobs.data}
            rowKey={({ name }) => name}
            expect={plugin.plugin.jobs.length}
          />
        )}
      </div>
      <JobRuns pluginId={plugin.id} />
    </>
  );
};

const JobRuns = ({ pluginId }: { pluginId: string }) => {
  const { t } = useTranslation();
  const list = useInfiniteQuery(jobRunsQuery(pluginId));
  const columns = useRunColumns();
  const rows = list.data?.pages.flatMap((page) => page.items);
  if (list.isError && !rows) return null;
  return (
    <div className="plugin-card plugin-card-table">
      <h2>{t('plugins.jobs.history')}</h2>
      {rows?.length === 0 ? (
        <Notice icon={CalendarClock} title={t('plugins.jobs.none')} text={t('plugins.jobs.noneText')} />
      ) : (
        <DataTable label={t('plugins.jobs.history')} columns={columns} rows={rows} rowKey={({ id }) => id} dense />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </div>
  );
};

const looks: Record<PluginJobRun['outcome'], [LucideIcon, Tone]> = {
  running: [LoaderCircle, 'busy'],
  done: [CircleCheck, 'good'],
  failed: [CircleX, 'bad'],
  late: [ClockAlert, 'bad'],
  lost: [Unplug, 'bad'],
};

const Outcome = ({ outcome }: { outcome: PluginJobRun['outcome'] }) => {
  const { t } = useTranslation();
  const [icon, tone] = looks[outcome];
  return (
    <ToneTag tone={tone} icon={icon}>
      {t(`plugins.jobs.outcomes.${outcome}`)}
    </ToneTag>
  );
};

const useJobColumns = (pluginId: string): Column<PluginJob>[] => {
  const { t } = useTranslation();
  const futureText = useFutureText();
  const scheduleWords = useScheduleWords();
  return [
    { key: 'name', title: t('plugins.jobs.name'), render: ({ name }) => <code>{name}</code> },
    { key: 'schedule', title: t('plugins.jobs.schedule'), render: ({ schedule }) => scheduleWords(schedule) },
    {
      key: 'next',
      title: t('plugins.jobs.next'),
      render: ({ nextAt }) => (nextAt ? futureText(Date.parse(nextAt), Date.now()) : '—'),
    },
    {
      key: 'last',
      title: t('plugins.jobs.last'),
      render: ({ isRunning, lastRun }) =>
        isRunning ? <Outcome outcome="running" /> : lastRun ? <Outcome outcome={lastRun.outcome} /> : '—',
    },
    {
      key: 'acts',
      title: t('plugins.jobs.acts'),
      quiet: true,
      render: (job) => <RunButton pluginId={pluginId} job={job} />,
    },
  ];
};

const RunButton = ({ pluginId, job: { name, isRunning } }: { pluginId: string; job: PluginJob }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const run = useRunJob(pluginId);
  return (
    <Button
      size="small"
      icon={<Play size={12} />}
      disabled={isRunning}
      loading={run.isPending}
      aria-label={t('plugins.jobs.runOf', { name })}
      onClick={() =>
        run.mutate(name, {
          onSuccess: () => toast('good', t('plugins.jobs.asked', { name })),
          onError: (error) => toast('bad', errorText(error)),
        })
      }
    >
      {t('plugins.jobs.run')}
    </Button>
  );
};

const useRunColumns = (): Column<PluginJobRun>[] => {
  const { t } = useTranslation();
  const durationText = useDurationText();
  return [
    { key: 'at', title: t('plugins.jobs.at'), render: ({ startedAt }) => <Moment at={startedAt} /> },
    { key: 'name', title: t('plugins.jobs.name'), render: ({ name }) => <code>{name}</code> },
    {
      key: 'outcome',
      title: t('plugins.jobs.outcome'),
      render: ({ outcome, error }) => (
        <>
          <Outcome outcome={outcome} />
          {error ? (
            <small className="plugin-aside plugin-bad-words job-error" title={error}>
              {error}
            </small>
          ) : null}
        </>
      ),
    },
    {
      key: 'took',
      title: t('plugins.jobs.took'),
      render: ({ startedAt, endedAt }) => (endedAt ? durationText(Date.parse(endedAt) - Date.parse(startedAt)) : '—'),
    },
    {
      key: 'by',
      title: t('plugins.jobs.by'),
      render: ({ askedBy }) => <span className="job-by">{askedBy?.name ?? t('plugins.jobs.itself')}</span>,
    },
  ];
};
