import { createHttp, type FetchLike } from '@cskefu/client';
import type { FileInfo } from '@cskefu/contract';

interface Upload {
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** `fetch` cannot tell how much of a body has left; only the older request can. */
const fetchWithProgress =
  (onProgress: Upload['onProgress']): FetchLike =>
  (url, request) =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      const signal = request?.signal as AbortSignal | undefined;
      const abort = () => xhr.abort();
      signal?.addEventListener('abort', abort, { once: true });
      xhr.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      xhr.onload = () =>
        resolve({
          ok: xhr.status >= 200 && xhr.status < 300,
          status: xhr.status,
          headers: { get: (name) => xhr.getResponseHeader(name) },
          text: async () => xhr.responseText,
        });
      xhr.onerror = () => reject(new TypeError('upload failed'));
      xhr.onabort = () => reject(new DOMException('upload aborted', 'AbortError'));
      xhr.open(request?.method ?? 'POST', url);
      for (const [name, value] of Object.entries(request?.headers ?? {})) xhr.setRequestHeader(name, value);
      xhr.send(request?.body as FormData);
    });

/** Stores one file and tells how far it has come, from 0 to 1. */
export const uploadFile = (file: File, { onProgress, signal }: Upload): Promise<FileInfo> => {
  const http = createHttp({ baseUrl: '', fetch: fetchWithProgress(onProgress), timeoutMs: 0 });
  const body = new FormData();
  body.append('file', file, file.name);
  return http.request('POST /api/files', { body }, { signal });
};
