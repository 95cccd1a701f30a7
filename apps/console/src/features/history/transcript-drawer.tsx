import type { Conversation } from '@cskefu/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { Link2, SearchX } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { FullMoment } from '../../components/time.tsx';
import { toast } from '../../components/toaster.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { SatisfactionFacts } from '../conversation/satisfaction-mark.tsx';
import { StateTag } from '../conversation/state-tag.tsx';
import { TagChips } from '../tags/tag-chips.tsx';
import { WrapUpFacts } from '../wrap-up/wrap-up-facts.tsx';
import { wrapUpQuery } from '../wrap-up/wrap-ups.ts';
import { threadOf, transcriptQuery } from './history.ts';
import { TranscriptRows } from './transcript-rows.tsx';

interface TranscriptDrawerProps {
  conversationId: string;
  onClose: () => void;
}

/** One conversation from the first event to the last. Its address is that of the page. */
export const TranscriptDrawer = ({ conversationId, onClose }: TranscriptDrawerProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const transcript = useInfiniteQuery(transcriptQuery(conversationId));
  const thread = useMemo(() => threadOf(transcript.data?.pages ?? []), [transcript.data]);
  const gone = transcript.error && 'status' in transcript.error && transcript.error.status === 404;
  return (
    <Drawer
      open
      size="min(680px, 100vw)"
      title={
        <h2 className="transcript-title">
          {thread ? t('history.transcriptOf', { name: thread.conversation.visitor.name }) : t('history.transcript')}
        </h2>
      }
      extra={thread ? <Acts conversation={thread.conversation} /> : null}
      onClose={onClose}
    >
      {thread ? (
        <>
          <Facts conversation={thread.conversation} />
          <TranscriptRows thread={thread} />
          {transcript.hasNextPage ? (
            <Button
              className="table-more"
              loading={transcript.isFetchingNextPage}
              onClick={() => void transcript.fetchNextPage()}
            >
              {t('history.moreMessages')}
            </Button>
          ) : null}
        </>
      ) : gone ? (
        <Notice icon={SearchX} title={t('thread.notFound.title')} text={t('history.goneText')} />
      ) : transcript.isError ? (
        <Failure
          title={t('history.transcriptFailed')}
          text={errorText(transcript.error)}
          onRetry={() => void transcript.refetch()}
        />
      ) : (
        <Skeleton />
      )}
    </Drawer>
  );
};

const Acts = ({ conversation: { id, state } }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const copy = async () => {
    const copied = await copyText(`${location.origin}/history/${id}`);
    toast(copied ? 'good' : 'bad', copied ? t('common.copied') : t('common.copyFailed'));
  };
  return (
    <span className="transcript-acts">
      {state !== 'closed' && may(account, 'conversations:read') ? (
        <Link to="/workbench/$conversationId" params={{ conversationId: id }}>
          {t('history.toWorkbench')}
        </Link>
      ) : null}
      <Button size="small" icon={<Link2 size={14} />} onClick={() => void copy()}>
        {t('history.copyLink')}
      </Button>
    </span>
  );
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Facts = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { channel, skillGroup, agent, state, createdAt, closedAt, closeReason, satisfaction, tags, wrappedUpAt } =
    conversation;
  return (
    <dl className="transcript-facts">
      <Fact name={t('history.columns.state')}>
        <StateTag state={state} />
      </Fact>
      <Fact name={t('history.columns.channel')}>{channel.name}</Fact>
      <Fact name={t('history.columns.group')}>{skillGroup.name}</Fact>
      <Fact name={t('history.columns.agent')}>{agent?.name ?? '—'}</Fact>
      <Fact name={t('history.columns.began')}>
        <FullMoment at={createdAt} />
      </Fact>
      {closedAt ? (
        <Fact name={t('panel.closed')}>
          <FullMoment at={closedAt} />
        </Fact>
      ) : null}
      {satisfaction ? (
        <Fact name={t('satisfaction.title')}>
          <SatisfactionFacts conversation={conversation} satisfaction={satisfaction} />
        </Fact>
      ) : null}
      {tags.length > 0 ? (
        <Fact name={t('tags.title')}>
          <TagChips tags={tags} />
        </Fact>
      ) : null}
      {wrappedUpAt ? <WrapUpFact id={conversation.id} /> : null}
      {closeReason ? <Fact name={t('panel.closedBy')}>{t(`conversation.closeReasons.${closeReason}`)}</Fact> : null}
    </dl>
  );
};

const WrapUpFact = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const wrapUp = useQuery(wrapUpQuery(id)).data?.wrapUp;
  return wrapUp ? (
    <Fact name={t('wrapUp.title')}>
      <WrapUpFacts wrapUp={wrapUp} />
    </Fact>
  ) : null;
};

const Skeleton = () => (
  <div className="transcript-skeleton" aria-busy="true">
    {['72%', '48%', '60%', '36%', '64%'].map((width) => (
      <SkeletonLine key={width} width={width} />
    ))}
  </div>
);
