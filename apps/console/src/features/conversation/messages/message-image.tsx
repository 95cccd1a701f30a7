import type { FileInfo } from '@cskefu/contract';
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFileInfo, useFileLinks } from '../file-links.ts';
import { useLightbox } from './lightbox-provider.tsx';

const MOST = { width: 280, height: 320 };
const UNKNOWN = { width: 200, height: 150 };

/** Its place is kept from the start, so that nothing shifts when the picture comes. */
const shownSize = (info: FileInfo | null) => {
  if (!info?.width || !info.height) return UNKNOWN;
  const scale = Math.min(1, MOST.width / info.width, MOST.height / info.height);
  return { width: Math.max(48, Math.round(info.width * scale)), height: Math.max(48, Math.round(info.height * scale)) };
};

export const MessageImage = ({ fileId, file }: { fileId: string; file: FileInfo | null }) => {
  const { t } = useTranslation();
  const info = useFileInfo(fileId, file);
  const links = useFileLinks(fileId);
  const openLightbox = useLightbox();
  const [broken, setBroken] = useState(false);
  const size = shownSize(info);
  const name = info?.name ?? t('thread.image');
  if (broken || links.data === null || links.isError) {
    return (
      <span className="message-image message-image-gone" style={size}>
        <ImageOff size={20} aria-hidden="true" />
        {t('thread.imageGone')}
      </span>
    );
  }
  return (
    <button
      type="button"
      className="message-image"
      style={{ width: size.width, aspectRatio: `${size.width} / ${size.height}` }}
      aria-label={t('thread.openImage', { name })}
      onClick={() => openLightbox(fileId)}
    >
      {links.data ? (
        <img
          src={links.data.thumbnailUrl ?? links.data.url}
          alt={name}
          decoding="async"
          onError={() => setBroken(true)}
        />
      ) : null}
    </button>
  );
};
