import type { Thread } from '@cskefu/client';
import { BadgeCheck, Copy } from 'lucide-react';
import { lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../app/i18n.ts';
import { Avatar } from '../../components/avatar.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { SkeletonCircle, SkeletonLine } from '../../components/skeleton.tsx';
import { FullMoment, useDurationText } from '../../components/time.tsx';
import { toast } from '../../components/toaster.tsx';
import { useNow } from '../../lib/clock.ts';
import { copyText } from '../../lib/copy-text.ts';
import { WhoCanSeeButton } from '../access/who-can-see-button.tsx';
import { MarkedInThread } from './marked-in-thread.tsx';
import { PanelSection } from './panel-section.tsx';
import { SatisfactionFacts } from './satisfaction-mark.tsx';
import { StateTag } from './state-tag.tsx';
import { useThread } from './use-thread.ts';
import { waited } from './waited.ts';
import { WhyAssigned } from './why-assigned.tsx';
import './side-panel.css';

const RecordsPanel = lazy(() => import('../records/records-panel.tsx'));
const VisitorTrailSection = lazy(() =>
  import('./visitor-trail.tsx').then((part) => ({ default: part.VisitorTrailSection })),
);
const LeftMessagePanel = lazy(() =>
  import('../left-messages/left-message-panel.tsx').then((part) => ({ default: part.LeftMessagePanel })),
);

const PreChatPanel = lazy(
  withTexts(() => import('../pre-chat/pre-chat-panel.tsx').then((part) => ({ default: part.PreChatPanel }))),
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="panel-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const CopyableId = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const copy = async () => {
    if (await copyText(id)) toast('good', t('common.copied'));
    else toast('bad', t('common.copyFailed'));
  };
  return (
    <span className="panel-id">
      <code>{id}</code>
      <IconButton size="small" label={t('panel.copyId')} icon={<Copy size={14} />} onClick={() => void copy()} />
    </span>
  );
};

/** How long the visitor waited for an agent: still running, or over. */
const Waited = ({ thread }: { thread: Thread }) => {
  const duration = useDurationText();
  const now = useNow();
  const time = waited(thread);
  if (!time) return null;
  return duration(time.total + (time.since === null ? 0 : now - time.since));
};

const PanelOf = ({ thread }: { thread: Thread }) => {
  const { t } = useTranslation();
  const { conversation } = thread;
  const { visitor, channel, skillGroup, agent, createdAt, assignedAt, closedAt, closeReason } = conversation;
  return (
    <>
      <div className="panel-person">
        <Avatar name={visitor.name} anonymous={!visitor.identified} size="large" />
        <div>
          <h3>{visitor.name}</h3>
          <p>
            {visitor.identified ? <BadgeCheck size={14} aria-hidden="true" /> : null}
            {visitor.identified ? t('panel.identified') : t('panel.anonymous')}
          </p>
        </div>
      </div>
      {conversation.origin === 'left_message' ? (
        <OnDemand>
          <LeftMessagePanel conversationId={conversation.id} />
        </OnDemand>
      ) : null}
      {conversation.origin === 'agent' ? null : (
        <OnDemand>
          <PreChatPanel conversationId={conversation.id} />
        </OnDemand>
      )}
      <OnDemand fallback={<div className="panel-loading" />}>
        <RecordsPanel conversation={conversation} />
      </OnDemand>
      <PanelSection name="from" title={t('panel.from')}>
        <dl>
          <Fact name={t('panel.channel')}>{channel.name}</Fact>
          <Fact name={t('panel.skillGroup')}>{skillGroup.name}</Fact>
          <Fact name={t('panel.origin')}>{t(`conversation.origins.${conversation.origin}`)}</Fact>
        </dl>
      </PanelSection>
      <PanelSection name="conversation" title={t('panel.conversation')}>
        <dl>
          <Fact name={t('panel.state')}>
            <StateTag state={conversation.state} />
          </Fact>
          <Fact name={t('panel.agent')}>{agent?.name ?? t('panel.nobody')}</Fact>
          <Fact name={t('panel.created')}>
            <FullMoment at={createdAt} />
          </Fact>
          <Fact name={t('panel.waited')}>
            <Waited thread={thread} />
          </Fact>
          {assignedAt ? (
            <Fact name={t('panel.assigned')}>
              <FullMoment at={assignedAt} />
            </Fact>
          ) : null}
          {closedAt ? (
            <Fact name={t('panel.closed')}>
              <FullMoment at={closedAt} />
            </Fact>
          ) : null}
          {closeReason ? <Fact name={t('panel.closedBy')}>{t(`conversation.closeReasons.${closeReason}`)}</Fact> : null}
          {conversation.satisfaction ? (
            <Fact name={t('satisfaction.title')}>
              <SatisfactionFacts conversation={conversation} satisfaction={conversation.satisfaction} />
            </Fact>
          ) : null}
          <Fact name={t('panel.id')}>
            <CopyableId id={conversation.id} />
          </Fact>
        </dl>
        <WhyAssigned conversation={conversation} />
        <div className="panel-acts">
          <WhoCanSeeButton
            subject="conversation"
            id={conversation.id}
            name={t('access.conversation', { name: visitor.name })}
          />
        </div>
      </PanelSection>
      <OnDemand>
        <VisitorTrailSection conversationId={conversation.id} />
      </OnDemand>
      <MarkedInThread thread={thread} />
    </>
  );
};

const PanelSkeleton = () => (
  <div className="panel-person">
    <SkeletonCircle />
    <SkeletonLine width="140px" />
  </div>
);

/** Who this is, and the facts of the conversation. */
export const SidePanel = ({ conversationId }: { conversationId: string }) => {
  const thread = useThread(conversationId);
  return (
    <div className="panel">
      {thread.data ? <PanelOf thread={thread.data} /> : thread.isPending ? <PanelSkeleton /> : null}
    </div>
  );
};
