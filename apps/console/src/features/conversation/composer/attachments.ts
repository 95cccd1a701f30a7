import { newId } from '@cskefu/client';
import type { FileInfo } from '@cskefu/contract';
import { codeOf, type FailureCode } from '../../../app/error-text.ts';

type UploadState =
  | { state: 'uploading'; share: number }
  | { state: 'ready'; info: FileInfo }
  | { state: 'failed'; code: FailureCode };

/** A file chosen for a conversation and not yet sent. */
export type Attachment = {
  id: string;
  file: File;
  /** Address of the picture in this browser; null for other files. */
  preview: string | null;
  /** Send was pressed while it was still on its way up. */
  released: boolean;
} & UploadState;

interface Options {
  upload: (file: File, options: { onProgress: (share: number) => void; signal: AbortSignal }) => Promise<FileInfo>;
  /** Called with each uploaded file that was released, in the order of the tray. */
  onSend: (conversationId: string, info: FileInfo) => void;
  maxBytes: () => number;
}

/** The files chosen for each conversation. Uploads go on while the agent looks at another one. */
export interface Attachments {
  of: (conversationId: string) => readonly Attachment[];
  add: (conversationId: string, files: readonly File[]) => void;
  retry: (conversationId: string, id: string) => void;
  remove: (conversationId: string, id: string) => void;
  /** Sends what is up, and the rest as soon as it is. */
  release: (conversationId: string) => void;
  subscribe: (listener: () => void) => () => void;
  dispose: () => void;
}

const none: readonly Attachment[] = [];

export const createAttachments = ({ upload, onSend, maxBytes }: Options): Attachments => {
  const trays = new Map<string, readonly Attachment[]>();
  const running = new Map<string, AbortController>();
  const listeners = new Set<() => void>();

  const of = (conversationId: string) => trays.get(conversationId) ?? none;
  const put = (conversationId: string, tray: readonly Attachment[]) => {
    trays.set(conversationId, tray);
    for (const listener of listeners) listener();
  };
  const change = (conversationId: string, id: string, state: UploadState) =>
    put(
      conversationId,
      of(conversationId).map((item) => (item.id === id ? ({ ...item, ...state } as Attachment) : item)),
    );

  const drop = (item: Attachment) => {
    running.get(item.id)?.abort();
    running.delete(item.id);
    if (item.preview) URL.revokeObjectURL(item.preview);
  };

  /** What stands first goes first: a picture still on its way holds back those behind it. */
  const sendReleased = (conversationId: string) => {
    let tray = of(conversationId);
    for (let first = tray[0]; first?.released && first.state === 'ready'; first = tray[0]) {
      onSend(conversationId, first.info);
      drop(first);
      tray = tray.slice(1);
    }
    put(conversationId, tray);
  };

  const start = async (conversationId: string, { id, file }: Attachment) => {
    if (file.size > maxBytes()) return change(conversationId, id, { state: 'failed', code: 'too_large' });
    const controller = new AbortController();
    running.set(id, controller);
    change(conversationId, id, { state: 'uploading', share: 0 });
    try {
      const info = await upload(file, {
        signal: controller.signal,
        onProgress: (share) => change(conversationId, id, { state: 'uploading', share }),
      });
      change(conversationId, id, { state: 'ready', info });
      sendReleased(conversationId);
    } catch (error) {
      if (!controller.signal.aborted) change(conversationId, id, { state: 'failed', code: codeOf(error) });
    } finally {
      running.delete(id);
    }
  };

  const newAttachment = (file: File): Attachment => ({
    id: newId(),
    file,
    preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : null,
    released: false,
    state: 'uploading',
    share: 0,
  });

  return {
    of,
    add: (conversationId, files) => {
      const added = files.map(newAttachment);
      put(conversationId, [...of(conversationId), ...added]);
      for (const item of added) void start(conversationId, item);
    },
    retry: (conversationId, id) => {
      const item = of(conversationId).find((other) => other.id === id);
      if (item?.state === 'failed') void start(conversationId, item);
    },
    remove: (conversationId, id) => {
      for (const item of of(conversationId)) if (item.id === id) drop(item);
      put(
        conversationId,
        of(conversationId).filter((item) => item.id !== id),
      );
      sendReleased(conversationId);
    },
    release: (conversationId) => {
      put(
        conversationId,
        of(conversationId).map((item) => (item.state === 'failed' ? item : { ...item, released: true })),
      );
      sendReleased(conversationId);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose: () => {
      for (const tray of trays.values()) for (const item of tray) drop(item);
    },
  };
};
