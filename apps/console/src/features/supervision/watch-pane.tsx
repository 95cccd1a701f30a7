import { ApiError, type Thread } from '@cskefu/client';
import { CircleCheck, Forward, Hand, SearchX, X } from 'lucide-react';
import { lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Elapsed } from '../../components/time.tsx';
import { classNames } from '../../lib/class-names.ts';
import { MessageList } from '../conversation/messages/message-list.tsx';
import { StateTag } from '../conversation/state-tag.tsx';
import { useThread } from '../conversation/use-thread.ts';
import { VisitorTyping } from '../conversation/visitor-typing.tsx';
import type { SayMode } from './acts.ts';
import { WatchComposer } from './watch-composer.tsx';

const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));
const TransferDialog = lazy(() => import('../conversation/transfer/transfer-dialog.tsx'));

export type PaneAct = 'takeOver' | 'transfer' | 'close';

export interface WatchPaneProps {
  conversationId: string;
  number: number;
  active: boolean;
  act: PaneAct | null;
  mode: SayMode;
  onMode: (mode: SayMode) => void;
  onAct: (act: PaneAct | null) => void;
  onFocus: () => void;
  onLeave: () => void;
}

export const fieldOf = (conversationId: string) => `say-${conversationId}`;

/** One watched conversation. Whoever is in it notices nothing until the supervisor acts. */
export const WatchPane = (props: WatchPaneProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { conversationId } = props;
  const thread = useThread(conversationId);
  // To the audit; if that fails, the thread does, too.
  useEffect(() => {
    http.request('POST /api/conversations/:id/watch', { params: { id: conversationId } }).catch(() => undefined);
  }, [conversationId]);
  if (thread.data) return <LoadedPane thread={thread.data} {...props} />;
  const missing = thread.error instanceof ApiError && thread.error.code === 'not_found';
  return (
    <section className="pane" aria-busy={thread.isPending} aria-label={t('supervision.pane', { number: props.number })}>
      <header className="pane-head">
        <span className="pane-space" />
        <IconButton size="small" label={t('supervision.leave')} icon={<X size={16} />} onClick={props.onLeave} />
      </header>
      {missing ? (
        <Notice icon={SearchX} title={t('thread.notFound.title')} text={t('thread.notFound.text')} />
      ) : thread.isError ? (
        <Failure
          title={t('thread.loadFailed')}
          text={errorText(thread.error)}
          onRetry={() => void thread.refetch()}
          retrying={thread.isFetching}
        />
      ) : (
        <div className="pane-wait">
          <SkeletonLine width="60%" />
          <SkeletonLine width="40%" />
        </div>
      )}
    </section>
  );
};

const LoadedPane = (props: WatchPaneProps & { thread: Thread }) => {
  const { t } = useTranslation();
  const { conversationId, thread, number, active, act, onAct } = props;
  const { accountId } = useDesk();
  const directs = may(useAccount(), 'supervision:write');
  const { conversation } = thread;
  const { visitor, agent, state, createdAt, skillGroup } = conversation;
  const served = state === 'active' && agent !== null;
  return (
    <section
      className={classNames('pane', active && 'pane-active')}
      aria-label={t('supervision.paneOf', { number, name: visitor.name })}
      onFocusCapture={props.onFocus}
      onPointerDownCapture={props.onFocus}
      data-conversation={conversationId}
    >
      <header className="pane-head">
        <span className="pane-number" aria-hidden="true">
          {number}
        </span>
        <div className="pane-who">
          <h2>{visitor.name}</h2>
          <p>
            {agent?.name ?? t('supervision.nobody')} · {skillGroup.name} ·{' '}
            <Elapsed since={createdAt} className="number" />
          </p>
        </div>
        <StateTag state={state} />
        {directs && served ? (
          <>
            {agent.id === accountId ? null : (
              <IconButton
                size="small"
                label={t('supervision.takeOver.act')}
                shortcut="Shift O"
                icon={<Hand size={16} />}
                onClick={() => onAct('takeOver')}
              />
            )}
            <IconButton
              size="small"
              label={t('transfer.act')}
              shortcut="Shift T"
              icon={<Forward size={16} />}
              onClick={() => onAct('transfer')}
            />
          </>
        ) : null}
        {directs && state !== 'closed' ? (
          <IconButton
            size="small"
            label={t('supervision.close.act')}
            shortcut="Shift E"
            icon={<CircleCheck size={16} />}
            onClick={() => onAct('close')}
          />
        ) : null}
        <IconButton
          size="small"
          label={t('supervision.leave')}
          shortcut="x"
          icon={<X size={16} />}
          onClick={props.onLeave}
        />
      </header>
      <MessageList key={conversationId} thread={thread} />
      <VisitorTyping conversation={conversation} />
      <WatchComposer
        conversation={conversation}
        mode={props.mode}
        onMode={props.onMode}
        fieldId={fieldOf(conversationId)}
      />
      {act === 'transfer' && agent ? (
        <OnDemand>
          <TransferDialog conversationId={conversationId} fromAgentId={agent.id} onClose={() => onAct(null)} />
        </OnDemand>
      ) : act === 'takeOver' || act === 'close' ? (
        <OnDemand>
          <ReasonDialog act={act} conversation={conversation} onClose={() => onAct(null)} />
        </OnDemand>
      ) : null}
    </section>
  );
};
