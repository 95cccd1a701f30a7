import type { Conversation } from '@cskefu/contract';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../../app/actions/registry.ts';
import { mayNote, useAccount } from '../../../app/session.ts';
import { OnDemand } from '../../../components/on-demand.tsx';
import { useIsFocused } from '../thread-context.tsx';
import { useLastMessageActs } from './last-message-acts.ts';
import { useReplyState } from './may-reply.ts';
import { ReplyClosed } from './reply-closed.tsx';
import { ReplyField } from './reply-field.tsx';
import './composer.css';

const NoteField = lazy(() => import('./note-field.tsx').then((module) => ({ default: module.NoteField })));

type Mode = 'reply' | 'note';
const modes: Mode[] = ['reply', 'note'];

/** The place to answer, or to leave a note for colleagues; where one may not answer, it says why and what one can do. */
export const Composer = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const state = useReplyState(conversation);
  const notes = mayNote(useAccount()) && conversation.state !== 'closed';
  const [wanted, setMode] = useState<Mode>('reply');
  const mode = notes ? wanted : 'reply';
  const focused = useIsFocused();
  useActions({ note: notes ? () => setMode('note') : undefined, reply: () => setMode('reply') }, focused);
  useLastMessageActs(conversation, focused);
  return (
    <div className="composer">
      {notes ? (
        <div className="composer-modes" role="radiogroup" aria-label={t('note.modes')}>
          {modes.map((one) => (
            <label key={one} className={`composer-mode composer-mode-${one}`}>
              <input
                type="radio"
                name={`composer-mode-${conversation.id}`}
                checked={one === mode}
                onChange={() => setMode(one)}
              />
              <span>{t(`note.mode.${one}`)}</span>
            </label>
          ))}
        </div>
      ) : null}
      {mode === 'note' ? (
        <OnDemand>
          <NoteField conversation={conversation} />
        </OnDemand>
      ) : state === 'open' ? (
        <ReplyField conversation={conversation} />
      ) : (
        <ReplyClosed conversation={conversation} state={state} />
      )}
    </div>
  );
};
