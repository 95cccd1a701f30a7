import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';
import { momentWords, timeWords } from '../talk/day-words.ts';
import type { Line as LineData, LineFile } from '../talk/line.ts';
import type { Row } from '../talk/timeline.ts';
import { Avatar } from './avatar.tsx';
import { ImageThumb } from './image-thumb.tsx';
import { FileCard, Quoting } from './lazy.tsx';
import { LineFoot } from './line-foot.tsx';
import { LinkedText } from './linked-text.tsx';

interface LineProps {
  readonly row: Extract<Row, { kind: 'line' }>;
  /** Below it stands how far it has come. */
  readonly isNewestOwn: boolean;
  readonly onImage: (image: LineFile) => void;
}

export const Line = ({ row: { line, first, last }, isNewestOwn, onImage }: LineProps) => {
  const { talk, texts, locale } = useChat();
  const avatarUrl = useStore(talk.store).channel?.settings.avatarUrl ?? null;
  const classes = ['line', line.mine ? 'mine' : 'theirs', first && 'first', last && 'last', line.state];
  const name = line.author?.name ?? '';
  return (
    <li class={classes.filter(Boolean).join(' ')} data-key={line.id}>
      {line.mine && <span class="visually-hidden">{texts.you}: </span>}
      {!line.mine && first && (
        <>
          <Avatar url={avatarUrl} name={name} />
          <p class="who">
            <b dir="auto">{name || texts.agentRole}</b> <time dateTime={line.at}>{timeWords(line.at, locale)}</time>
          </p>
        </>
      )}
      <div title={momentWords(line.at, locale)}>
        <Quoting line={line} />
        <Content line={line} onImage={onImage} />
      </div>
      {line.mine && <LineFoot line={line} isLast={last} isNewest={isNewestOwn} />}
    </li>
  );
};

const Content = ({
  line: { id, file, text, state, progress },
  onImage,
}: {
  line: LineData;
  onImage: LineProps['onImage'];
}) => {
  const upload = state === 'uploading' ? { id, progress } : null;
  return (
    <>
      {file?.kind === 'image' && <ImageThumb image={file} upload={upload} onOpen={() => onImage(file)} />}
      {file?.kind === 'file' && <FileCard file={file} upload={upload} />}
      {text !== null && (
        <p class="bubble" dir="auto">
          <LinkedText text={text} />
        </p>
      )}
    </>
  );
};
