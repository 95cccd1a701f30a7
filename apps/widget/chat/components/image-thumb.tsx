import { useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import type { LineFile } from '../talk/line.ts';
import { Icon } from './icon.tsx';
import { UploadCover } from './upload-cover.tsx';
import { useFileLink } from './use-file-link.ts';

const MAX_WIDTH = 240;
const MAX_HEIGHT = 280;
const MIN_SIDE = 56;

interface ImageThumbProps {
  readonly image: LineFile;
  readonly upload: { readonly id: string; readonly progress: number } | null;
  readonly onOpen: () => void;
}

/** Takes its room before it is there, so that nothing moves when it comes. */
export const ImageThumb = ({ image, upload, onOpen }: ImageThumbProps) => {
  const { talk, texts } = useChat();
  const link = useFileLink(image.preview ? null : image.id);
  const [tries, setTries] = useState(0);
  const [natural, setNatural] = useState<Size | null>(null);
  const src = image.preview ?? link?.thumbnailUrl ?? link?.url;
  const name = image.name ?? texts.image;
  const onError = () => {
    setTries(tries + 1);
    if (tries === 0 && image.id && !image.preview) talk.links.renew(image.id);
  };
  return (
    <div class="thumb" style={roomFor(image.width ? image : natural)}>
      <button type="button" aria-label={texts.viewImage(name)} disabled={!image.id && !image.preview} onClick={onOpen}>
        {src && tries < 2 && (
          <img
            key={src}
            src={src}
            alt={name}
            onLoad={(event) => setNatural(sizeOf(event.currentTarget))}
            onError={onError}
          />
        )}
        {tries > 1 && (
          <span class="thumb-broken">
            <Icon name="image" />
            {texts.imageFailed}
          </span>
        )}
      </button>
      {upload && <UploadCover {...upload} />}
    </div>
  );
};

type Size = Pick<LineFile, 'width' | 'height'>;

const sizeOf = ({ naturalWidth, naturalHeight }: HTMLImageElement): Size => ({
  width: naturalWidth,
  height: naturalHeight,
});

const roomFor = (size: Size | null) => {
  const { width, height } = size ?? {};
  if (!width || !height) return {};
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  const room = Math.max(MIN_SIDE, Math.round(width * scale));
  return { width: `${room}px`, aspectRatio: `${room} / ${Math.max(MIN_SIDE, Math.round(height * scale))}` };
};
