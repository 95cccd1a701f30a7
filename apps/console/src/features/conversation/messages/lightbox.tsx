import type { FileInfo } from '@cskefu/contract';
import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/icon-button.tsx';
import { useFileInfo, useFileLinks } from '../file-links.ts';
import './lightbox.css';

interface LightboxProps {
  images: { fileId: string; file: FileInfo | null }[];
  shown: string;
  onShow: (fileId: string) => void;
  onClose: () => void;
}

/** A picture in large; the arrow keys go to the others of the thread. */
const Lightbox = ({ images, shown, onShow, onClose }: LightboxProps) => {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const at = images.findIndex(({ fileId }) => fileId === shown);
  const info = useFileInfo(shown, images[at]?.file ?? null);
  const links = useFileLinks(shown);
  const name = info?.name ?? t('thread.image');

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  const go = (by: number) => {
    const next = images[at + by];
    if (next) onShow(next.fileId);
  };
  const turn = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') go(-1);
    if (event.key === 'ArrowRight') go(1);
  };
  return (
    <dialog
      ref={dialog}
      className="lightbox"
      aria-label={name}
      onCancel={onClose}
      onKeyDown={turn}
      onClick={(event) => {
        if (event.target instanceof HTMLElement && !event.target.closest('button, a, img')) onClose();
      }}
    >
      <header className="lightbox-head">
        <span className="lightbox-name">{name}</span>
        <span>{images.length > 1 ? t('thread.imageOf', { number: at + 1, count: images.length }) : null}</span>
        <span className="lightbox-acts">
          {links.data ? (
            <IconButton
              label={t('thread.download', { name })}
              icon={<Download size={18} />}
              href={links.data.url}
              download={name}
              placement="bottom"
            />
          ) : null}
          <IconButton
            label={t('common.close')}
            icon={<X size={20} />}
            onClick={onClose}
            placement="bottom"
            shortcut="Esc"
          />
        </span>
      </header>
      <div className="lightbox-stage">{links.data ? <img key={shown} src={links.data.url} alt={name} /> : null}</div>
      {at > 0 ? (
        <IconButton
          className="lightbox-turn lightbox-before"
          label={t('thread.imageBefore')}
          icon={<ChevronLeft size={28} />}
          onClick={() => go(-1)}
          placement="right"
        />
      ) : null}
      {at < images.length - 1 ? (
        <IconButton
          className="lightbox-turn lightbox-after"
          label={t('thread.imageAfter')}
          icon={<ChevronRight size={28} />}
          onClick={() => go(1)}
          placement="left"
        />
      ) : null}
    </dialog>
  );
};

export default Lightbox;
