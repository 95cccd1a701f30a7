import type { QuickReply } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { MessageSquareQuote, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, serves, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { useDebounced } from '../../lib/debounced.ts';
import { Forbidden } from '../administration/forbidden.tsx';
import { type QuickReplyKind, quickRepliesQuery } from './quick-replies.ts';
import type { QuickRepliesSearch } from './quick-replies-search.ts';
import { QuickReplyDialog } from './quick-reply-dialog.tsx';
import { QuickReplyRow } from './quick-reply-row.tsx';
import '../../components/row-list.css';
import './quick-replies-page.css';

/** One's own quick replies, and those that units share. */
export const QuickRepliesPage = () => {
  const { t } = useTranslation();
  const account = useAccount();
  const kinds = [
    ...(serves(account) ? (['mine'] as const) : []),
    ...(may(account, 'quick-replies:write') ? (['shared'] as const) : []),
  ];
  usePageTitle(`${t('quickReplies.page')} · ${t('app.name')}`);
  if (kinds.length === 0) return <Forbidden page={t('quickReplies.page')} />;
  return <QuickReplies kinds={kinds} />;
};

const QuickReplies = ({ kinds }: { kinds: QuickReplyKind[] }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { whose: asked, search: kept = '' } = useSearch({ strict: false }) as QuickRepliesSearch;
  const kind = kinds.find((one) => one === asked) ?? kinds[0] ?? 'mine';
  const [editing, setEditing] = useState<QuickReply | 'new' | null>(null);
  const show = (next: QuickReplyKind, search: string) =>
    void navigate({ to: '/system/quick-replies', search: { whose: next, ...(search && { search }) }, replace: true });
  return (
    <Page title={t('quickReplies.page')} lead={t('quickReplies.lead')}>
      <div className="quick-replies-bar">
        {kinds.length > 1 ? (
          <Segmented<QuickReplyKind>
            value={kind}
            onChange={(next) => show(next, kept)}
            options={kinds.map((value) => ({ value, label: t(`quickReplies.kinds.${value}`) }))}
          />
        ) : null}
        <Input
          allowClear
          defaultValue={kept}
          maxLength={60}
          prefix={<Search size={14} aria-hidden="true" />}
          placeholder={t('quickReplies.search')}
          aria-label={t('quickReplies.search')}
          onChange={(event) => show(kind, event.target.value)}
        />
        <Button type="primary" icon={<Plus size={14} />} onClick={() => setEditing('new')}>
          {t(`quickReplies.add.${kind}`)}
        </Button>
      </div>
      <QuickReplyList kind={kind} search={kept} onEdit={setEditing} />
      {editing === null ? null : (
        <QuickReplyDialog kind={kind} reply={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  );
};

const skeletons = ['34%', '46%', '28%'];

const QuickReplyList = ({
  kind,
  search,
  onEdit,
}: {
  kind: QuickReplyKind;
  search: string;
  onEdit: (reply: QuickReply) => void;
}) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const list = useInfiniteQuery(quickRepliesQuery(kind, useDebounced(search.trim())));
  const replies = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError && !list.data)
    return (
      <Failure title={t('quickReplies.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
    );
  if (list.data && replies.length === 0)
    return search ? (
      <Notice icon={Search} title={t('quickReplies.none')} text={t('quickReplies.noneText')} />
    ) : (
      <Notice icon={MessageSquareQuote} title={t('quickReplies.empty')} text={t('quickReplies.emptyText')} />
    );
  return (
    <>
      <ul className="row-list" aria-busy={list.isPending}>
        {replies.map((reply) => (
          <QuickReplyRow key={reply.id} kind={kind} reply={reply} onEdit={() => onEdit(reply)} />
        ))}
        {list.isPending
          ? skeletons.map((width) => (
              <li key={width} className="quick-reply-row">
                <SkeletonLine width={width} />
              </li>
            ))
          : null}
      </ul>
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
};
