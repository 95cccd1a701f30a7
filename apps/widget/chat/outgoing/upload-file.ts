import type { ErrorCode, FileInfo } from '@cskefu/contract';

/** `fetch` does not tell how much of a body has gone out, so this one call is made the older way. */
export const uploadFile = (
  file: File,
  token: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
): Promise<FileInfo> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (code: ErrorCode | 'network') => reject(new UploadError(code));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status < 300 && answer && 'mime' in answer) resolve(answer);
      else fail(answer && 'code' in answer ? answer.code : request.status === 413 ? 'too_large' : 'network');
    };
    request.onerror = () => fail('network');
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', '/api/files');
    request.setRequestHeader('authorization', `Bearer ${token}`);
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });

export class UploadError extends Error {
  readonly code: ErrorCode | 'network';

  constructor(code: ErrorCode | 'network') {
    super(code);
    this.code = code;
  }
}

const parse = (text: string): FileInfo | { code: ErrorCode } | null => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
