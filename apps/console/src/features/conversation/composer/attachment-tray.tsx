import { FileText, RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCodeText } from '../../../app/error-text.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { fileSize } from '../../../lib/file-size.ts';
import type { Attachment } from './attachments.ts';
import { useAttachments, useAttachmentsStore } from './attachments-context.tsx';
import './attachment-tray.css';

const useStateText = () => {
  const { t, i18n } = useTranslation();
  const codeText = useCodeText();
  return (item: Attachment): string => {
    if (item.state === 'failed') return codeText(item.code);
    if (item.state === 'ready') return fileSize(item.file.size, i18n.language);
    return t('composer.uploading', { percent: Math.round(item.share * 100) });
  };
};

/** The files that will go with the next message, how far they are, and the way to take them back. */
export const AttachmentTray = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const store = useAttachmentsStore();
  const items = useAttachments(conversationId);
  const stateText = useStateText();
  if (items.length === 0) return null;
  return (
    <ul className="tray" aria-label={t('composer.attachments')}>
      {items.map((item) => (
        <li key={item.id} className={`tray-item tray-${item.state}`}>
          {item.preview ? (
            <img src={item.preview} alt="" />
          ) : (
            <FileText size={24} strokeWidth={1.5} aria-hidden="true" />
          )}
          <span className="tray-words">
            <span className="tray-name" title={item.file.name}>
              {item.file.name}
            </span>
            <span className="tray-state" role={item.state === 'failed' ? 'alert' : undefined}>
              {stateText(item)}
            </span>
          </span>
          {item.state === 'failed' ? (
            <IconButton
              size="small"
              label={t('common.retry')}
              icon={<RotateCw size={14} />}
              onClick={() => store.retry(conversationId, item.id)}
            />
          ) : null}
          <IconButton
            size="small"
            label={t('composer.removeFile', { name: item.file.name })}
            icon={<X size={14} />}
            onClick={() => store.remove(conversationId, item.id)}
          />
          {item.state === 'uploading' ? (
            <progress value={item.share} aria-label={t('composer.uploadProgress', { name: item.file.name })} />
          ) : null}
        </li>
      ))}
    </ul>
  );
};
