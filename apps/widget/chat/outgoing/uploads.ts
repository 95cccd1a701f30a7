import { newId } from '@cskefu/client';
import type { ErrorCode, FileInfo } from '@cskefu/contract';
import { createStore, type Store } from '../store.ts';

export type UploadProblem = ErrorCode | 'network' | 'empty';

/** A file on its way to the server; when it is there, a message with the same id carries it. */
export interface Upload {
  readonly id: string;
  readonly file: File;
  readonly at: string;
  /** Of an image, to be shown at once. */
  readonly preview: string | null;
  /** From 0 to 1. */
  readonly progress: number;
  readonly problem: UploadProblem | null;
}

export interface UploadsOptions {
  readonly token: () => string;
  readonly maxBytes: () => number;
  readonly onStored: (upload: Upload, file: FileInfo) => void;
  /** The token is not valid any more: there will be a new one. */
  readonly onUnauthenticated: () => void;
}

export interface Uploads {
  readonly store: Store<{ items: readonly Upload[] }>;
  add(files: Iterable<File>): void;
  retry(id: string): void;
  /** The network is back: what failed for want of it is tried again. */
  retryBroken(): void;
  discard(id: string): void;
}

const isImage = (file: File) => file.type.startsWith('image/') && file.type !== 'image/svg+xml';

export const createUploads = (options: UploadsOptions): Uploads => {
  const store = createStore<{ items: readonly Upload[] }>({ items: [] });
  const running = new Map<string, AbortController>();

  const update = (id: string, change: Partial<Upload>) =>
    store.set({ items: store.get().items.map((item) => (item.id === id ? { ...item, ...change } : item)) });
  const remove = (id: string) => store.set({ items: store.get().items.filter((item) => item.id !== id) });

  const refusal = ({ size }: File): UploadProblem | null => {
    if (size === 0) return 'empty';
    return size > options.maxBytes() ? 'too_large' : null;
  };

  const start = async (upload: Upload) => {
    const { id, file } = upload;
    const control = new AbortController();
    running.set(id, control);
    update(id, { progress: 0, problem: null });
    try {
      const { uploadFile } = await import('./upload-file.ts');
      const onProgress = (progress: number) => update(id, { progress });
      const stored = await uploadFile(file, options.token(), { signal: control.signal, onProgress });
      remove(id);
      options.onStored(upload, stored);
    } catch (error) {
      const problem = codeOf(error);
      update(id, { problem });
      if (problem === 'unauthenticated') options.onUnauthenticated();
    } finally {
      running.delete(id);
    }
  };

  const retry = (id: string) => {
    const item = store.get().items.find((upload) => upload.id === id);
    if (item?.problem && !refusal(item.file)) void start(item);
  };

  return {
    store,
    add: (files) => {
      for (const file of files) {
        const preview = isImage(file) ? URL.createObjectURL(file) : null;
        const at = new Date().toISOString();
        const item: Upload = { id: newId(), file, at, preview, progress: 0, problem: refusal(file) };
        store.set({ items: [...store.get().items, item] });
        if (!item.problem) void start(item);
      }
    },
    retry,
    retryBroken: () => {
      for (const { id, problem } of store.get().items)
        if (problem === 'network' || problem === 'unauthenticated') retry(id);
    },
    discard: (id) => {
      running.get(id)?.abort();
      remove(id);
    },
  };
};

const codeOf = (error: unknown): UploadProblem =>
  error instanceof Error && 'code' in error ? (error.code as UploadProblem) : 'network';
