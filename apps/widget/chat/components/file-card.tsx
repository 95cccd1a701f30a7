import { useChat } from '../chat-context.ts';
import { formatSize } from '../files/format-size.ts';
import type { LineFile } from '../talk/line.ts';
import { Icon } from './icon.tsx';
import { UploadCover } from './upload-cover.tsx';

interface FileCardProps {
  readonly file: LineFile;
  readonly upload: { readonly id: string; readonly progress: number } | null;
}

/** The link is asked for at the click: it would have ended by then. */
export const FileCard = ({ file, upload }: FileCardProps) => {
  const { talk, texts, locale } = useChat();
  const name = file.name ?? texts.file;
  const download = async () => {
    const link = file.id ? await talk.links.get(file.id) : null;
    if (link) Object.assign(document.createElement('a'), { href: link.url, download: name, target: '_blank' }).click();
  };
  return (
    <div class="file">
      <button type="button" title={texts.download(name)} disabled={!file.id} onClick={() => void download()}>
        <Icon name="document" />
        <span class="file-words">
          <span class="file-name" dir="auto">
            {name}
          </span>
          {file.size !== null && <span class="file-size">{formatSize(file.size, locale)}</span>}
        </span>
      </button>
      {upload && <UploadCover {...upload} />}
    </div>
  );
};
