import type { OutboxItem } from '@cskefu/client';
import type { Author, CloseReason, FileInfo, Message } from '@cskefu/contract';
import type { Upload, UploadProblem } from '../outgoing/uploads.ts';
import type { Accepted, OwnFile } from './talk-state.ts';

/** How far an own message has come. */
export type LineState = 'uploading' | 'waiting' | 'sending' | 'sent' | 'read' | 'failed';

export interface LineFile {
  readonly kind: 'image' | 'file';
  /** Null while it is only known here. */
  readonly id: string | null;
  readonly name: string | null;
  readonly size: number | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Address of an image that this page has chosen itself. */
  readonly preview: string | null;
}

/** One message as it stands in the thread, whether stored or still on its way. */
export interface Line {
  /** The message's id, from the first moment on. */
  readonly id: string;
  readonly at: string;
  readonly mine: boolean;
  readonly author: Author | null;
  readonly text: string | null;
  readonly file: LineFile | null;
  /** Null for the messages of others. */
  readonly state: LineState | null;
  readonly problem: UploadProblem | null;
  /** Why it was refused, as a plugin words it. */
  readonly refusal?: OutboxItem['refusal'] | undefined;
  /** Of an upload, from 0 to 1. */
  readonly progress: number;
}

export interface Notice {
  readonly type: 'waiting' | 'waitingAgain' | 'joined' | 'closed' | 'recalled';
  readonly agent: string | null;
  readonly reason: CloseReason | null;
}

const plain = { author: null, text: null, file: null, state: null, problem: null, progress: 0 };

const storedFile = (info: FileInfo, own: OwnFile | undefined): LineFile => ({ ...info, preview: own?.preview ?? null });

type OwnFiles = Readonly<Record<string, OwnFile>>;

export const lineOfMessage = (message: Message, readUpTo: number, ownFiles: OwnFiles): Line => {
  const mine = message.author.kind === 'visitor';
  const { id, at, author, text, file } = message;
  return {
    ...plain,
    id,
    at,
    mine,
    author,
    text,
    file: file && storedFile(file, ownFiles[file.id]),
    state: mine ? (message.seq <= readUpTo ? 'read' : 'sent') : null,
  };
};

const lineOfItem = ({ id, createdAt, message }: OutboxItem, ownFiles: OwnFiles): Line => {
  const line = { ...plain, id, at: createdAt, mine: true, text: message.text ?? null };
  if (!('fileId' in message)) return line;
  const own = ownFiles[message.fileId];
  const unknown = { id: message.fileId, kind: message.kind, name: null, size: null, width: null, height: null };
  return { ...line, file: own ? storedFile(own.info, own) : { ...unknown, preview: null } };
};

export const lineOfAccepted = ({ item }: Accepted, ownFiles: OwnFiles): Line => ({
  ...lineOfItem(item, ownFiles),
  state: 'sent',
});

export const lineOfOutbox = (item: OutboxItem, ownFiles: OwnFiles): Line => ({
  ...lineOfItem(item, ownFiles),
  // Nothing is wrong with it: somebody looks at it first.
  state: item.error === 'held_for_review' ? 'waiting' : item.state,
  problem: item.error ?? null,
  refusal: item.refusal,
});

export const lineOfUpload = ({ id, at, file, preview, progress, problem }: Upload): Line => ({
  ...plain,
  id,
  at,
  mine: true,
  file: {
    kind: preview ? 'image' : 'file',
    id: null,
    name: file.name,
    size: file.size,
    width: null,
    height: null,
    preview,
  },
  state: problem ? 'failed' : 'uploading',
  problem,
  progress,
});
