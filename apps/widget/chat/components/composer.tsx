import { MAX_TEXT_LENGTH } from '@cskefu/contract/limits';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';
import { AttachButton } from './attach-button.tsx';
import { EmojiButton } from './emoji-button.tsx';
import { Icon } from './icon.tsx';
import { QuoteChip } from './lazy.tsx';
import { useFieldFocus, useFieldHeight } from './use-field.ts';

export const Composer = () => {
  const { talk, texts, draft } = useChat();
  const { phase, channel } = useStore(talk.store);
  const [text, setText] = useState(draft.load);
  const field = useRef<HTMLTextAreaElement>(null);
  useFieldFocus(field);
  useFieldHeight(field, text);
  const over = text.length - MAX_TEXT_LENGTH;
  const isSendable = text.trim() !== '' && over <= 0;
  const [isSendWished, setSendWished] = useState(false);

  const write = (next: string) => {
    setText(next);
    draft.keep(next);
  };
  const type = (next: string) => {
    setSendWished(false);
    write(next);
    talk.typing.typed(next);
  };
  const send = () => {
    if (!isSendable) return;
    setSendWished(phase !== 'ready');
    if (phase !== 'ready') return;
    talk.sendText(text.trim());
    write('');
    field.current?.focus();
  };
  // Whoever writes faster than the desk answers need not press Enter twice.
  useEffect(() => {
    if (isSendWished) send();
  }, [phase]);
  const insert = (emoji: string) => {
    const element = field.current;
    if (!element) return;
    element.setRangeText(emoji, element.selectionStart, element.selectionEnd, 'end');
    type(element.value);
    element.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method is composing, Enter chooses a word; Safari tells so only by the code 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const data = event.clipboardData;
    // Office programs add a picture of the text that they copy: the text is meant.
    if (!data?.files.length || data.types.includes('text/plain')) return;
    event.preventDefault();
    talk.uploads.add(data.files);
  };

  return (
    <footer class="composer">
      <QuoteChip />
      <div class={over > 0 ? 'field field-over' : 'field'}>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={texts.field}
          placeholder={channel?.settings.placeholder ?? texts.placeholder}
          enterkeyhint="send"
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div class="tools">
          <EmojiButton onPick={insert} />
          <AttachButton icon="image" label={texts.sendImage} accept="image/*" />
          <AttachButton icon="file" label={texts.sendFile} />
        </div>
        {over > 0 && (
          <span class="over" role="status">
            {texts.tooLong(over)}
          </span>
        )}
        <button
          type="button"
          class="send"
          aria-label={texts.send}
          title={texts.send}
          disabled={!isSendable}
          // The field keeps the focus, and a phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
      {channel?.settings.draftPreview && <p class="draft-notice">{texts.draftNotice}</p>}
    </footer>
  );
};
