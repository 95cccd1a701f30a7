import type { Thread } from '@cskefu/client';
import { Bookmark } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { requestJump } from './jump.ts';
import { useMarks } from './marks.ts';
import { useExcerpt } from './messages/use-excerpt.ts';
import { useQuoted } from './quote.ts';
import { ThreadEvents, useThreadEvents } from './thread-context.tsx';

/** The messages of this conversation that I have marked; each one leads there. */
export const MarkedInThread = ({ thread }: { thread: Thread }) => {
  const { t } = useTranslation();
  const { id } = thread.conversation;
  const marks = useMarks(id);
  const around = useMemo(() => ({ conversationId: id, events: thread.events, readOnly: false }), [id, thread.events]);
  if (marks.length === 0) return null;
  return (
    <section className="panel-section">
      <h4>{t('marks.inThread', { count: marks.length })}</h4>
      <ThreadEvents value={around}>
        <ul className="panel-list">
          {marks.map(({ messageId, seq }) => (
            <Marked key={messageId} seq={seq} />
          ))}
        </ul>
      </ThreadEvents>
    </section>
  );
};

const Marked = ({ seq }: { seq: number }) => {
  const { conversationId } = useThreadEvents();
  const message = useQuoted(seq);
  const excerpt = useExcerpt();
  return (
    <li>
      <button type="button" onClick={() => requestJump(conversationId, seq)}>
        <span>
          <strong>{message?.author.name ?? '…'}</strong>
          <Bookmark size={12} fill="currentColor" aria-hidden="true" />
        </span>
        <small>{message ? excerpt(message) : ''}</small>
      </button>
    </li>
  );
};
