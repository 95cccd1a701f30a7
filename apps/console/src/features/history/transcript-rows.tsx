import type { Thread } from '@cskefu/client';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../app/session.ts';
import { LightboxProvider } from '../conversation/messages/lightbox-provider.tsx';
import { MessageListRow } from '../conversation/messages/message-list-row.tsx';
import { isOutside } from '../conversation/outside/is-outside.ts';
import { ThreadEvents } from '../conversation/thread-context.tsx';
import { createThreadRows } from '../conversation/thread-rows.ts';
import '../conversation/messages/message-list.css';

/** The rows of a thread as the workbench draws them, only to read. */
export const TranscriptRows = ({ thread }: { thread: Thread }) => {
  const { t } = useTranslation();
  const { id, name } = useAccount();
  const [makeRows] = useState(createThreadRows);
  const rows = useMemo(
    () => makeRows(thread, [], { me: { kind: 'agent', id, name }, unreadAfter: null }),
    [makeRows, thread, id, name],
  );
  const around = useMemo(
    () => ({
      conversationId: thread.conversation.id,
      events: thread.events,
      readOnly: true,
      outside: isOutside(thread.conversation),
    }),
    [thread],
  );
  return (
    <ThreadEvents value={around}>
      <LightboxProvider rows={rows}>
        <section className="transcript-rows" aria-label={t('thread.messages')}>
          {rows.map((row) => (
            <MessageListRow key={row.key} row={row} readUpTo={thread.conversation.reads.visitor} />
          ))}
        </section>
      </LightboxProvider>
    </ThreadEvents>
  );
};
