import type { Conversation } from '@cskefu/contract';
import { MAX_TEXT_LENGTH } from '@cskefu/contract/limits';
import { Button } from 'antd';
import { StickyNote } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../../app/actions/registry.ts';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { useStored } from '../../../lib/stored.ts';
import { useDraft } from '../draft.ts';
import { type Mention, mentionBefore, withMentions } from '../mentions.ts';
import { useQuote } from '../quote.ts';
import { useIsFocused } from '../thread-context.tsx';
import { ChosenQuote } from './chosen-quote.tsx';
import { ColleagueList } from './colleague-list.tsx';
import { useColleagues } from './colleagues.ts';
import { isSend, useSendKey } from './send-key.ts';
import { useAutoGrow } from './use-auto-grow.ts';
import './note-field.css';

const noMentions: Mention[] = [];

/** Words for colleagues, on paper that no visitor's word ever has. `@` finds people. */
export const NoteField = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { accountId, outbox, attending } = useDesk();
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [text, setText] = useDraft(accountId, `${conversation.id}.note`);
  const [mentions, setMentions] = useStored<Mention[]>(`cskefu.mentions.${accountId}.${conversation.id}`, noMentions);
  const [sendKey] = useSendKey();
  const [quote, setQuote] = useQuote(accountId, conversation.id);
  const [caret, setCaret] = useState(text.length);
  const [chosen, setChosen] = useState(0);
  useAutoGrow(field, text);
  useEffect(() => field.current?.focus(), []);
  useActions({ note: () => field.current?.focus() }, useIsFocused());

  const asked = mentionBefore(text, caret);
  const { people: colleagues, settled } = useColleagues(conversation.id, asked?.word ?? null);
  const stored = withMentions(text.trim(), mentions);
  const sendable = stored !== '' && stored.length <= MAX_TEXT_LENGTH;

  const write = (element: HTMLTextAreaElement) => {
    attending.writes(conversation.id);
    setText(element.value);
    setCaret(element.selectionStart);
    setChosen(0);
  };
  const send = () => {
    if (!sendable) return;
    outbox.add({
      conversationId: conversation.id,
      message: { kind: 'note', text: stored, ...(quote && { replyTo: quote.seq }) },
    });
    setQuote(null);
    setText('');
    setMentions(noMentions);
    setCaret(0);
    field.current?.focus();
  };
  const mention = ({ id, name }: Mention) => {
    const element = field.current;
    if (!element || !asked) return;
    element.setRangeText(`@${name} `, asked.at, caret, 'end');
    setMentions([...mentions.filter((one) => one.id !== id), { id, name }]);
    write(element);
    element.focus();
  };
  const pick = (event: KeyboardEvent): boolean => {
    const person = colleagues[chosen];
    if (!person) return !settled && event.key === 'Enter';
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setChosen((chosen + step + colleagues.length) % colleagues.length);
    else if (event.key === 'Enter' || event.key === 'Tab') mention(person);
    else if (event.key === 'Escape') setCaret(0);
    else return false;
    return true;
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (pick(event)) return event.preventDefault();
    if (event.key === 'Escape') return event.currentTarget.blur();
    if (!isSend(event, sendKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="reply note">
      {quote ? <ChosenQuote quote={quote} onDrop={() => setQuote(null)} /> : null}
      <ColleagueList id={listId} people={colleagues} chosen={chosen} onChoose={mention} />
      <textarea
        ref={field}
        className="reply-text scroll"
        rows={2}
        dir="auto"
        value={text}
        aria-label={t('note.field')}
        aria-autocomplete="list"
        aria-controls={colleagues.length > 0 ? listId : undefined}
        aria-activedescendant={colleagues[chosen] ? `${listId}-${colleagues[chosen].id}` : undefined}
        aria-invalid={stored.length > MAX_TEXT_LENGTH}
        placeholder={t('note.placeholder')}
        onChange={(event) => write(event.currentTarget)}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={press}
      />
      <div className="reply-tools">
        <span className="note-hint">
          <StickyNote size={14} aria-hidden="true" /> {t('note.hint')}
        </span>
        <span className="reply-space" />
        <Button type="primary" disabled={!sendable} onClick={send}>
          {t('note.send')}
        </Button>
      </div>
    </div>
  );
};
