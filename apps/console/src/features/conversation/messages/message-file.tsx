import type { FileInfo } from '@cskefu/contract';
import { Download, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { fileSize } from '../../../lib/file-size.ts';
import { useFileInfo, useFileLinks } from '../file-links.ts';

/** A file to download: its name, its size. */
export const MessageFile = ({ fileId, file }: { fileId: string; file: FileInfo | null }) => {
  const { t, i18n } = useTranslation();
  const info = useFileInfo(fileId, file);
  const links = useFileLinks(fileId);
  const name = info?.name ?? t('thread.file');
  const gone = links.data === null || links.isError;
  const body = (
    <>
      <FileText className="message-file-icon" size={28} strokeWidth={1.5} aria-hidden="true" />
      <span className="message-file-words">
        <span className="message-file-name">{name}</span>
        <span className="message-file-size">
          {gone ? t('thread.fileGone') : info ? fileSize(info.size, i18n.language) : null}
        </span>
      </span>
      {gone ? null : <Download size={16} aria-hidden="true" />}
    </>
  );
  if (!links.data) return <span className="message-file">{body}</span>;
  return (
    <a className="message-file" href={links.data.url} download={name}>
      <span className="visually-hidden">{t('thread.toDownload')}</span>
      {body}
    </a>
  );
};
