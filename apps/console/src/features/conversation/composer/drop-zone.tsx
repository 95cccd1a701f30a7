import type { Conversation } from '@cskefu/contract';
import { ImageUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttachmentsStore } from './attachments-context.tsx';
import { useReplyState } from './may-reply.ts';
import './drop-zone.css';

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

/** Files dropped anywhere on the thread are attached to the reply. */
export const DropZone = ({ conversation, children }: { conversation: Conversation; children: ReactNode }) => {
  const { t } = useTranslation();
  const store = useAttachmentsStore();
  const open = useReplyState(conversation) === 'open';
  const [over, setOver] = useState(false);
  // Entering a child comes before leaving its parent, so the two are counted.
  const depth = useRef(0);

  const enter = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth.current += 1;
    setOver(true);
  };
  const leave = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setOver(false);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    if (open) store.add(conversation.id, [...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's shortcut for the button in the composer
    <div
      className="drop-zone"
      onDragEnter={enter}
      onDragLeave={leave}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDrop={drop}
    >
      {children}
      {over ? (
        <div className="drop-zone-hint">
          <ImageUp size={32} strokeWidth={1.5} aria-hidden="true" />
          {open ? t('composer.drop') : t('composer.dropClosed')}
        </div>
      ) : null}
    </div>
  );
};
