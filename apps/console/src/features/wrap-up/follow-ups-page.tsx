import type { Conversation, RouteTable } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { CalendarCheck, ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { serves, useAccount } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { FullMoment, Moment } from '../../components/time.tsx';
import { toast } from '../../components/toaster.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useNow } from '../../lib/clock.ts';
import { Forbidden } from '../administration/forbidden.tsx';
import type { FollowUpsSearch } from './follow-ups-search.ts';
import WrapUpDialog from './wrap-up-dialog.tsx';
import { followUpsQuery, useMarkFollowUp, wantedQuery } from './wrap-ups.ts';
import '../records/records-page.css';

type Entry = RouteTable['GET /api/me/follow-ups']['output']['items'][number];

/** What I said I would do, by date; and conversations that still want a wrap-up of mine. */
export const FollowUpsPage = () => {
  const { t } = useTranslation();
  usePageTitle(`${t('followUps.title')} · ${t('app.name')}`);
  return serves(useAccount()) ? <FollowUps /> : <Forbidden page={t('followUps.title')} />;
};

const views = ['open', 'done', 'wanted'] as const;

const FollowUps = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { show = 'open' } = useSearch({ strict: false }) as FollowUpsSearch;
  const wanted = useInfiniteQuery(wantedQuery).data?.pages[0]?.count ?? 0;
  return (
    <Page title={t('followUps.title')} lead={t('followUps.lead')}>
      <div className="records-bar">
        <Segmented
          value={show}
          onChange={(next) => void navigate({ to: '/follow-ups', search: { show: next }, replace: true })}
          options={views.map((value) => ({
            value,
            label:
              value === 'wanted' && wanted > 0
                ? `${t('followUps.views.wanted')} ${wanted}`
                : t(`followUps.views.${value}`),
          }))}
        />
      </div>
      {show === 'wanted' ? <Wanted /> : <Dated state={show} />}
    </Page>
  );
};

const Dated = ({ state }: { state: 'open' | 'done' }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const now = useNow(30_000);
  const list = useInfiniteQuery(followUpsQuery(state));
  const rows = list.data?.pages.flatMap((page) => page.items);
  const columns: Column<Entry>[] = [
    {
      key: 'due',
      title: t('followUps.due'),
      render: ({ wrapUp: { followUp } }) =>
        followUp ? (
          <span className={classNames(state === 'open' && Date.parse(followUp.dueAt) <= now && 'records-late')}>
            <FullMoment at={followUp.dueAt} />
            {state === 'open' && Date.parse(followUp.dueAt) <= now ? ` · ${t('followUps.overdue')}` : ''}
          </span>
        ) : null,
    },
    { key: 'who', title: t('followUps.who'), render: ({ conversation }) => <Who conversation={conversation} /> },
    {
      key: 'what',
      title: t('followUps.what'),
      render: ({ wrapUp }) => (
        <span className="records-two">
          <span>{wrapUp.followUp?.memo || wrapUp.memo || '—'}</span>
          <small>{wrapUp.serviceTypes.map(({ name }) => name).join(t('wrapUp.comma'))}</small>
        </span>
      ),
    },
    {
      key: 'acts',
      title: t('followUps.acts'),
      quiet: true,
      render: (entry) => <MarkButton entry={entry} done={state === 'open'} />,
    },
  ];
  if (list.isError && !list.data)
    return <Failure title={t('followUps.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />;
  if (rows?.length === 0)
    return <Notice icon={CalendarCheck} title={t(`followUps.empty.${state}`)} text={t('followUps.emptyText')} />;
  return (
    <>
      <DataTable
        label={t(`followUps.views.${state}`)}
        columns={columns}
        rows={rows}
        rowKey={({ conversation }) => conversation.id}
      />
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
};

const Who = ({ conversation }: { conversation: Conversation }) => (
  <span className="records-two">
    <Link to="/workbench/$conversationId" params={{ conversationId: conversation.id }} search={{ view: 'closed' }}>
      {conversation.visitor.name}
    </Link>
    <small>
      {conversation.channel.name} · {conversation.skillGroup.name}
    </small>
  </span>
);

const MarkButton = ({ entry: { conversation }, done }: { entry: Entry; done: boolean }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const mark = useMarkFollowUp();
  return (
    <Button
      size="small"
      loading={mark.isPending}
      aria-label={t(done ? 'followUps.markOne' : 'followUps.reopenOne', { name: conversation.visitor.name })}
      onClick={() => mark.mutate({ id: conversation.id, done }, { onError: (error) => toast('bad', errorText(error)) })}
    >
      {t(done ? 'followUps.mark' : 'followUps.reopen')}
    </Button>
  );
};

const Wanted = () => {
  const { t } = useTranslation();
  const list = useInfiniteQuery(wantedQuery);
  const [open, setOpen] = useState<Conversation | null>(null);
  const rows = list.data?.pages.flatMap((page) => page.items);
  const columns: Column<Conversation>[] = [
    { key: 'who', title: t('followUps.who'), render: (conversation) => <Who conversation={conversation} /> },
    {
      key: 'ended',
      title: t('followUps.ended'),
      render: ({ closedAt, createdAt }) => <Moment at={closedAt ?? createdAt} />,
    },
    { key: 'last', title: t('followUps.last'), render: ({ lastMessage }) => lastMessage?.text ?? '—' },
    {
      key: 'acts',
      title: t('followUps.acts'),
      quiet: true,
      render: (conversation) => (
        <Button size="small" onClick={() => setOpen(conversation)}>
          {t('wrapUp.write')}
        </Button>
      ),
    },
  ];
  if (rows?.length === 0)
    return <Notice icon={ClipboardCheck} title={t('followUps.empty.wanted')} text={t('followUps.wantedText')} />;
  return (
    <>
      <DataTable label={t('followUps.views.wanted')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {open ? <WrapUpDialog conversation={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
};
