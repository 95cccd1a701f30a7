import { ApiError, type Thread as ThreadState } from '@cskefu/client';
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { serves, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { AttendingStrip } from './attending-strip.tsx';
import { Composer } from './composer/composer.tsx';
import { DropZone } from './composer/drop-zone.tsx';
import { MessageList } from './messages/message-list.tsx';
import { ScheduledList } from './schedule/scheduled-list.tsx';
import { SnoozeStrip } from './snooze/snooze-strip.tsx';
import { useIsFocused } from './thread-context.tsx';
import { ThreadHeader } from './thread-header.tsx';
import { EmptyThread, ThreadSkeleton } from './thread-skeleton.tsx';
import { OfferedStrip } from './transfer/offered-strip.tsx';
import { useThread } from './use-thread.ts';
import { VisitorTyping } from './visitor-typing.tsx';
import './thread.css';

interface ThreadProps {
  conversationId: string;
  onBack: () => void;
  /** Given where the side panel is not in sight by itself. */
  onPanel: (() => void) | null;
  /** Given where others stand beside it. */
  onClose?: (() => void) | null;
}

/** One conversation: its head, its messages, the place to answer. */
export const Thread = ({ conversationId, onBack, onPanel, onClose = null }: ThreadProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const thread = useThread(conversationId);
  if (thread.data) return <LoadedThread thread={thread.data} onBack={onBack} onPanel={onPanel} onClose={onClose} />;
  if (!thread.isError) return <ThreadSkeleton onBack={onBack} />;
  if (thread.error instanceof ApiError && thread.error.code === 'not_found') {
    return (
      <EmptyThread onBack={onBack}>
        <Notice icon={SearchX} title={t('thread.notFound.title')} text={t('thread.notFound.text')} />
      </EmptyThread>
    );
  }
  return (
    <EmptyThread onBack={onBack}>
      <Failure
        title={t('thread.loadFailed')}
        text={errorText(thread.error)}
        onRetry={() => void thread.refetch()}
        retrying={thread.isFetching}
      />
    </EmptyThread>
  );
};

type LoadedThreadProps = { thread: ThreadState } & Required<Omit<ThreadProps, 'conversationId'>>;

const LoadedThread = ({ thread, onBack, onPanel, onClose }: LoadedThreadProps) => {
  const { t } = useTranslation();
  const { conversation } = thread;
  const serving = serves(useAccount());
  usePageTitle(useIsFocused() ? `${conversation.visitor.name} · ${t('app.name')}` : null);
  return (
    <section className="thread" aria-label={t('thread.label', { name: conversation.visitor.name })}>
      <DropZone conversation={conversation}>
        <ThreadHeader conversation={conversation} onBack={onBack} onPanel={onPanel} onClose={onClose} />
        <AttendingStrip conversationId={conversation.id} />
        <SnoozeStrip conversation={conversation} />
        <OfferedStrip conversation={conversation} />
        <MessageList key={conversation.id} thread={thread} />
        <VisitorTyping conversation={conversation} />
        {serving ? <ScheduledList conversationId={conversation.id} /> : null}
        <Composer key={`composer-${conversation.id}`} conversation={conversation} />
      </DropZone>
    </section>
  );
};
