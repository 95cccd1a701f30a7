import { useChat } from '../chat-context.ts';
import { Icon } from './icon.tsx';

/** Over a file that is on its way: how far it is, and a way out. */
export const UploadCover = ({ id, progress }: { id: string; progress: number }) => {
  const { talk, texts } = useChat();
  const percent = Math.round(progress * 100);
  return (
    <div class="upload">
      <progress max={100} value={percent} aria-label={texts.uploading(percent)} />
      <button type="button" aria-label={texts.cancelUpload} title={texts.cancelUpload} onClick={() => talk.discard(id)}>
        <Icon name="close" />
      </button>
    </div>
  );
};
