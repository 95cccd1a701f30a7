import type { Conversation } from '@cskefu/contract';
import { skipToken, useQuery } from '@tanstack/react-query';
import { PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { typingKey } from '../../app/realtime/keys.ts';
import type { TypingSignal } from '../../app/realtime/typing.ts';

/** That the visitor is writing, and what, where the channel shows it. Its line is always there, so nothing shifts. */
export const VisitorTyping = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { data } = useQuery<TypingSignal | null>({ queryKey: typingKey(conversation.id), queryFn: skipToken });
  const words = data
    ? data.draft
      ? t('thread.typingDraft', { name: data.name, draft: data.draft.replace(/\s+/g, ' ') })
      : t('thread.typing', { name: data.name })
    : null;
  return (
    <div className="visitor-typing" role="status" aria-live="off">
      {words && conversation.state !== 'closed' ? (
        <>
          <PencilLine size={14} aria-hidden="true" />
          <span className="visitor-typing-words" title={data?.draft ?? undefined}>
            {words}
          </span>
        </>
      ) : null}
    </div>
  );
};
