import type { MarkedMessage } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Bookmark, BookmarkX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Moment } from '../../components/time.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { requestJump } from '../conversation/jump.ts';
import { useToggleMark } from '../conversation/marks.ts';
import { useExcerpt } from '../conversation/messages/use-excerpt.ts';
import { StateTag } from '../conversation/state-tag.tsx';
import './marked-page.css';

/** All messages that I keep in sight, the last marked first. */
export const MarkedPage = () => {
  const { t } = useTranslation();
  return may(useAccount(), 'conversations:read') ? <Marked /> : <Forbidden page={t('marks.page')} />;
};

const Marked = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  usePageTitle(`${t('marks.page')} · ${t('app.name')}`);
  const list = useInfiniteQuery({
    queryKey: ['marks', 'list'],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/me/marked-messages', { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const marked = list.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('marks.page')} lead={t('marks.lead')}>
      {list.isError && !marked ? (
        <Failure title={t('marks.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : marked?.length === 0 ? (
        <Notice icon={Bookmark} title={t('marks.none')} text={t('marks.noneText')} />
      ) : (
        <ul className="marked" aria-busy={marked === undefined}>
          {marked?.map((one) => <Row key={one.message.id} marked={one} />) ??
            ['60%', '72%', '48%'].map((width) => (
              <li key={width} className="marked-row">
                <SkeletonLine width={width} />
              </li>
            ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  );
};

const Row = ({ marked: { message, conversation } }: { marked: MarkedMessage }) => {
  const { t } = useTranslation();
  const excerpt = useExcerpt();
  const toggle = useToggleMark(conversation.id);
  const mark = { messageId: message.id, seq: message.seq };
  return (
    <li className="marked-row">
      <Link
        to="/workbench/$conversationId"
        params={{ conversationId: conversation.id }}
        onClick={() => requestJump(conversation.id, message.seq)}
      >
        <span className="marked-head">
          <strong>{conversation.visitor}</strong>
          <small>{conversation.channel}</small>
          <StateTag state={conversation.state} />
          <Moment at={message.at} />
        </span>
        <span className="marked-words">
          {message.author.kind === 'visitor' ? null : <b>{message.author.name}：</b>}
          {excerpt(message)}
        </span>
      </Link>
      <IconButton
        label={t('marks.unmark')}
        icon={<BookmarkX size={16} />}
        onClick={() => toggle.mutate({ mark, marked: false })}
        placement="left"
      />
    </li>
  );
};
