import { Button } from 'antd';
import { ChevronDown, Image, Paperclip, SendHorizontal, Smile } from 'lucide-react';
import { lazy, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/icon-button.tsx';
import { Menu } from '../../../components/menu.tsx';
import { OnDemand } from '../../../components/on-demand.tsx';
import { undoChoices, useUndoSeconds } from '../undo-send.ts';
import { type SendKey, useSendKey } from './send-key.ts';

const EmojiPicker = lazy(() => import('./emoji-picker.tsx'));

interface ReplyToolsProps {
  sendable: boolean;
  onSend: () => void;
  onInsert: (text: string) => void;
  onFiles: (files: File[]) => void;
  /** Sends at another time. */
  schedule: ReactNode;
}

const sendKeys: SendKey[] = ['enter', 'mod-enter'];
const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const FileButton = ({ kind, onFiles }: { kind: 'image' | 'file'; onFiles: (files: File[]) => void }) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        label={t(`composer.${kind}`)}
        icon={kind === 'image' ? <Image size={18} /> : <Paperclip size={18} />}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t(`composer.${kind}`)}
        accept={kind === 'image' ? 'image/*' : undefined}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
    </>
  );
};

const EmojiButton = ({ onInsert }: { onInsert: (text: string) => void }) => {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <span className="reply-emoji">
      <IconButton
        ref={button}
        label={t('composer.emoji')}
        icon={<Smile size={18} />}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      />
      {open ? (
        <OnDemand>
          <EmojiPicker onPick={onInsert} onClose={close} />
        </OnDemand>
      ) : null}
    </span>
  );
};

/** What stands under the field: emoji, files, how to send, and sending itself. */
export const ReplyTools = ({ sendable, onSend, onInsert, onFiles, schedule }: ReplyToolsProps) => {
  const { t } = useTranslation();
  const [sendKey, setSendKey] = useSendKey();
  const mod = mac ? '⌘' : 'Ctrl';
  const entries = sendKeys.map((key) => ({
    key,
    label: t(`composer.sendKeys.${key}`, { mod }),
    checked: key === sendKey,
    onSelect: () => setSendKey(key),
  }));
  const [undoSeconds, setUndoSeconds] = useUndoSeconds();
  const undoEntries = undoChoices.map((seconds) => ({
    key: `undo-${seconds}`,
    label: seconds === 0 ? t('undo.off') : t('undo.seconds', { count: seconds }),
    checked: seconds === undoSeconds,
    onSelect: () => setUndoSeconds(seconds),
  }));
  return (
    <div className="reply-tools">
      <EmojiButton onInsert={onInsert} />
      <FileButton kind="image" onFiles={onFiles} />
      <FileButton kind="file" onFiles={onFiles} />
      {schedule}
      <span className="reply-space" />
      <Menu
        groups={[
          { key: 'send-key', entries },
          { key: 'undo', title: t('undo.title'), entries: undoEntries },
        ]}
        placement="topRight"
      >
        <button type="button" className="reply-send-key">
          {t(`composer.sendHint.${sendKey}`, { mod })}
          <ChevronDown size={12} aria-hidden="true" />
        </button>
      </Menu>
      <Button type="primary" icon={<SendHorizontal size={16} />} disabled={!sendable} onClick={onSend}>
        {t('composer.send')}
      </Button>
    </div>
  );
};
