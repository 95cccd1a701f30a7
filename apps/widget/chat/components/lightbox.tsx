import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import type { LineFile } from '../talk/line.ts';
import { Icon } from './icon.tsx';

/** The whole picture over the chat. A modal `dialog` keeps the focus and gives it back. */
export const Lightbox = ({ image, onClose }: { image: LineFile; onClose: () => void }) => {
  const { talk, texts } = useChat();
  const [url, setUrl] = useState(image.preview);
  const [isBroken, setBroken] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (!image.id || image.preview) return;
    void talk.links.get(image.id).then((link) => (link ? setUrl(link.url) : setBroken(true)));
  }, [talk, image]);
  const name = image.name ?? texts.image;
  const close = () => dialog.current?.close();
  // Escape closes the dialog by itself; the chat around it must not hear of it.
  const keepKey = (event: KeyboardEvent) => event.stopPropagation();
  return (
    <dialog class="lightbox" aria-label={name} ref={dialog} onClose={onClose} onKeyDown={keepKey}>
      <div class="lightbox-bar">
        <span dir="auto">{name}</span>
        {url && (
          <a
            class="icon-button"
            href={url}
            target="_blank"
            rel="noopener"
            aria-label={texts.openOriginal}
            title={texts.openOriginal}
          >
            <Icon name="open" />
          </a>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={texts.closeImage}
          title={texts.closeImage}
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="lightbox-stage">
        {/* Beside the picture a click closes, as everywhere; by keyboard there are the button above and Escape. */}
        <button type="button" class="lightbox-ground" aria-hidden="true" tabIndex={-1} onClick={close} />
        {isBroken ? <p>{texts.imageFailed}</p> : url && <img src={url} alt={name} onError={() => setBroken(true)} />}
      </div>
    </dialog>
  );
};
