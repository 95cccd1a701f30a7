import type { LeftMessageEntry } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { MailCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Moment } from '../../components/time.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { StateTag } from '../conversation/state-tag.tsx';
import { leftMessagesQuery } from './left-messages.ts';
import { type LeftMessagesSearch, leftMessageStates } from './left-messages-search.ts';
import './left-messages-page.css';

export const LeftMessagesPage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'left-messages:read')) return <Forbidden page={t('leftMessages.title')} />;
  return <LeftMessages />;
};

/** What was left and waits for an answer; also what is done. */
const LeftMessages = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as LeftMessagesSearch;
  const state = search.which ?? 'open';
  const list = useInfiniteQuery(leftMessagesQuery(search));
  const columns = useColumns();
  usePageTitle(`${t('leftMessages.title')} · ${t('app.name')}`);
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      wide
      title={t('leftMessages.title')}
      lead={t('leftMessages.lead')}
      acts={
        <Segmented
          aria-label={t('leftMessages.filter')}
          value={state}
          options={leftMessageStates.map((value) => ({ value, label: t(`leftMessages.states.${value}`) }))}
          onChange={(value) =>
            void navigate({ to: '/left-messages', search: value === 'open' ? {} : { which: value } })
          }
        />
      }
    >
      {list.isError && !list.data ? (
        <Failure title={t('leftMessages.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : rows?.length === 0 ? (
        <Notice icon={MailCheck} title={t(`leftMessages.empty.${state}`)} text={t('leftMessages.emptyText')} />
      ) : (
        <DataTable
          label={t('leftMessages.title')}
          columns={columns}
          rows={rows}
          rowKey={({ conversation }) => conversation.id}
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

const Who = ({ entry: { conversation, leftMessage } }: { entry: LeftMessageEntry }) => {
  const opens = may(useAccount(), 'conversations:read');
  const name = leftMessage.name ?? conversation.visitor.name;
  return (
    <div className="left-who">
      {opens ? (
        <Link to="/workbench/$conversationId" params={{ conversationId: conversation.id }}>
          {name}
        </Link>
      ) : (
        <strong>{name}</strong>
      )}
      <p dir="auto">{[leftMessage.subject, leftMessage.text].filter(Boolean).join(' · ')}</p>
    </div>
  );
};

const Contact = ({ entry: { leftMessage } }: { entry: LeftMessageEntry }) => (
  <div className="left-contact">
    {leftMessage.email ? <span>{leftMessage.email}</span> : null}
    {leftMessage.phone ? <span>{leftMessage.phone}</span> : null}
    {leftMessage.email || leftMessage.phone ? null : '—'}
  </div>
);

const useColumns = (): Column<LeftMessageEntry>[] => {
  const { t } = useTranslation();
  return [
    { key: 'who', title: t('leftMessages.columns.who'), render: (entry) => <Who entry={entry} /> },
    { key: 'contact', title: t('leftMessages.columns.contact'), render: (entry) => <Contact entry={entry} /> },
    {
      key: 'where',
      title: t('leftMessages.columns.where'),
      render: ({ conversation: { channel, skillGroup } }) => `${channel.name} · ${skillGroup.name}`,
    },
    {
      key: 'state',
      title: t('leftMessages.columns.state'),
      render: ({ conversation: { state, agent } }) => (
        <span className="left-state">
          <StateTag state={state} />
          {agent ? <small>{agent.name}</small> : null}
        </span>
      ),
    },
    {
      key: 'at',
      title: t('leftMessages.columns.at'),
      render: ({ leftMessage }) => <Moment at={leftMessage.leftAt} />,
    },
  ];
};
