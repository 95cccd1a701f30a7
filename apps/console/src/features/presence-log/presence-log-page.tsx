import type { PresencePeriod } from '@cskefu/contract';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { Download, Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { DayField } from '../../components/day-field.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Elapsed, FullMoment, useDurationText } from '../../components/time.tsx';
import { toast } from '../../components/toaster.tsx';
import { AccountSelect } from '../access/account-select.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { PresenceMark } from '../presence/presence-mark.tsx';
import { downloadPresenceLog, presenceLogQuery } from './presence-log.ts';
import { type PresenceLogSearch, presenceLogSearch, presenceStates } from './presence-log-search.ts';
import { PresenceSums } from './presence-sums.tsx';
import './presence-log-page.css';

export const PresenceLogPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'supervision:read')) return <Forbidden page={t('presenceLog.title')} />;
  return <PresenceLog />;
};

/** Who was ready, away, busy or offline, from when to when, and why. */
const PresenceLog = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const account = useAccount();
  const search = useSearch({ strict: false }) as PresenceLogSearch;
  const list = useInfiniteQuery(presenceLogQuery(search));
  const download = useMutation({
    mutationFn: () => downloadPresenceLog(search),
    onSuccess: () => toast('good', t('presenceLog.exported')),
    onError: (error) => toast('bad', errorText(error)),
  });
  const columns = useColumns();
  usePageTitle(`${t('presenceLog.title')} · ${t('app.name')}`);
  const rows = list.data?.pages.flatMap((page) => page.items);
  const show = (part: { [K in keyof PresenceLogSearch]?: PresenceLogSearch[K] | '' | null }) =>
    void navigate({ to: '/system/presence-log', search: presenceLogSearch({ ...search, ...part }) });
  const agentName = rows?.find(({ agent }) => agent.id === search.agent)?.agent.name ?? search.agent?.slice(0, 8) ?? '';
  return (
    <Page
      wide
      title={t('presenceLog.title')}
      lead={t('presenceLog.lead')}
      acts={
        may(account, 'reports:export') ? (
          <Button
            icon={<Download size={14} />}
            loading={download.isPending}
            disabled={rows?.length === 0}
            onClick={() => download.mutate()}
          >
            {t('presenceLog.export')}
          </Button>
        ) : null
      }
    >
      <search className="presence-filters" aria-label={t('presenceLog.filters')}>
        {may(account, 'accounts:read') ? (
          <AccountSelect
            label={t('supervision.columns.agent')}
            value={search.agent ? { value: search.agent, label: agentName } : null}
            onChange={(person) => show({ agent: person?.value ?? '' })}
          />
        ) : null}
        <Select
          allowClear
          aria-label={t('supervision.columns.state')}
          placeholder={t('supervision.columns.state')}
          value={search.presence ?? null}
          onChange={(presence) => show({ presence })}
          options={presenceStates.map((value) => ({ value, label: t(`presence.${value}`) }))}
        />
        <DayField label={t('history.filters.from')} value={search.from} onChange={(from) => show({ from })} />
        <DayField label={t('history.filters.to')} value={search.to} onChange={(to) => show({ to })} />
        {Object.keys(search).length > 0 ? (
          <Button type="link" onClick={() => void navigate({ to: '/system/presence-log', search: {} })}>
            {t('history.filters.clear')}
          </Button>
        ) : null}
      </search>
      <PresenceSums search={search} />
      {list.isError && !rows ? (
        <Failure title={t('presenceLog.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : rows?.length === 0 ? (
        <Notice icon={Timer} title={t('presenceLog.empty')} text={t('presenceLog.emptyText')} />
      ) : (
        <DataTable
          label={t('presenceLog.title')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          dense
          expect={8}
        />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  );
};

const useColumns = (): Column<PresencePeriod>[] => {
  const { t } = useTranslation();
  const duration = useDurationText();
  return [
    {
      key: 'agent',
      title: t('supervision.columns.agent'),
      render: ({ agent, unit }) => (
        <>
          <strong>{agent.name}</strong> <small className="presence-quiet">{unit.name}</small>
        </>
      ),
    },
    {
      key: 'state',
      title: t('supervision.columns.state'),
      render: ({ state, reason, forcedBy }) => (
        <span className="presence-state">
          <PresenceMark state={state} />
          <span>
            {t(`presence.${state}`)}
            {reason ? ` · ${reason}` : ''}
            {forcedBy ? (
              <small className="presence-quiet"> {t('supervision.forcedBy', { name: forcedBy.name })}</small>
            ) : null}
          </span>
        </span>
      ),
    },
    { key: 'from', title: t('presenceLog.from'), render: ({ from }) => <FullMoment at={from} /> },
    {
      key: 'to',
      title: t('presenceLog.to'),
      render: ({ to }) =>
        to ? <FullMoment at={to} /> : <span className="presence-quiet">{t('presenceLog.lasts')}</span>,
    },
    {
      key: 'duration',
      title: t('presenceLog.duration'),
      render: ({ from, to, seconds }) =>
        to ? <span className="presence-number">{duration(seconds * 1_000)}</span> : <Elapsed since={from} />,
    },
    {
      key: 'session',
      title: t('presenceLog.session'),
      render: ({ session }) =>
        session ? (
          <span title={session.id}>
            {session.device ?? t('presenceLog.unknownDevice')}{' '}
            <small className="presence-quiet">{session.id.slice(-6)}</small>
          </span>
        ) : (
          '—'
        ),
    },
  ];
};
