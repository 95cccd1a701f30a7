import type { Conversation } from '@cskefu/contract';
import { MAX_TEXT_LENGTH } from '@cskefu/contract/limits';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { useHotkeys } from '../../../lib/hotkeys.ts';
import { usePhoneWidth } from '../../../lib/media.ts';
import { useDraft } from '../draft.ts';
import { AttachmentTray } from './attachment-tray.tsx';
import { useAttachments, useAttachmentsStore } from './attachments-context.tsx';
import { ReplyTools } from './reply-tools.tsx';
import { isSend, useSendKey } from './send-key.ts';
import { useAutoGrow } from './use-auto-grow.ts';

const LENGTH_SHOWN_FROM = MAX_TEXT_LENGTH - 1_000;

export const ReplyField = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { accountId, outbox, typing } = useDesk();
  const phone = usePhoneWidth();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(accountId, conversation.id);
  const [sendKey] = useSendKey();
  const store = useAttachmentsStore();
  const attachments = useAttachments(conversation.id);
  useAutoGrow(field, text);
  // On a phone the keyboard would cover what one has come to read.
  useEffect(() => {
    if (!phone) field.current?.focus();
  }, [phone]);
  useHotkeys({ r: () => field.current?.focus() });

  const words = text.trim();
  const tooLong = text.length > MAX_TEXT_LENGTH;
  const sendable = (words !== '' || attachments.some(({ state }) => state !== 'failed')) && !tooLong;

  const send = () => {
    if (!sendable) return;
    if (words) outbox.add({ conversationId: conversation.id, message: { kind: 'text', text: words } });
    setText('');
    store.release(conversation.id);
    field.current?.focus();
  };
  const write = (next: string) => {
    setText(next);
    if (next) typing.tell(conversation.id);
  };
  const insert = (piece: string) => {
    const element = field.current;
    if (!element) return;
    element.setRangeText(piece, element.selectionStart, element.selectionEnd, 'end');
    write(element.value);
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') return event.currentTarget.blur();
    if (!isSend(event, sendKey)) return;
    event.preventDefault();
    send();
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    store.add(conversation.id, files);
  };

  return (
    <div className="reply">
      <AttachmentTray conversationId={conversation.id} />
      <textarea
        ref={field}
        className="reply-text scroll"
        rows={1}
        dir="auto"
        value={text}
        aria-label={t('composer.label', { name: conversation.visitor.name })}
        aria-invalid={tooLong}
        placeholder={t('composer.placeholder')}
        enterKeyHint={sendKey === 'enter' ? 'send' : 'enter'}
        onChange={(event) => write(event.target.value)}
        onKeyDown={press}
        onPaste={paste}
      />
      {text.length > LENGTH_SHOWN_FROM ? (
        <p className={tooLong ? 'reply-length reply-too-long' : 'reply-length'} role={tooLong ? 'alert' : undefined}>
          {t('composer.length', { count: text.length, most: MAX_TEXT_LENGTH })}
        </p>
      ) : null}
      <ReplyTools
        sendable={sendable}
        onSend={send}
        onInsert={insert}
        onFiles={(files) => store.add(conversation.id, files)}
      />
    </div>
  );
};
