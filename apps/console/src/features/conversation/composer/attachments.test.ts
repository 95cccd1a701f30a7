import { ApiError } from '@cskefu/client';
import type { FileInfo } from '@cskefu/contract';
import { describe, expect, it } from 'vitest';
import { createAttachments } from './attachments.ts';

const info = (name: string): FileInfo => ({
  id: name,
  kind: 'file',
  name,
  mime: 'text/plain',
  size: 1,
  width: null,
  height: null,
});

const setUp = (maxBytes = 100) => {
  const sent: string[] = [];
  const uploads = new Map<string, { finish: () => void; fail: () => void; signal: AbortSignal }>();
  const attachments = createAttachments({
    maxBytes: () => maxBytes,
    onSend: (_, file) => sent.push(file.name),
    upload: (file, { signal }) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(new ApiError(415, { code: 'unsupported_file' }));
        uploads.set(file.name, { finish: () => resolve(info(file.name)), fail, signal });
      }),
  });
  const tray = () => attachments.of('c').map(({ file, state }) => `${file.name} ${state}`);
  return { attachments, sent, uploads, tray };
};

const file = (name: string, bytes = 1) => new File(['x'.repeat(bytes)], name, { type: 'text/plain' });
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('files in the composer', () => {
  it('wait until they are sent', async () => {
    const { attachments, sent, uploads, tray } = setUp();
    attachments.add('c', [file('a')]);
    uploads.get('a')?.finish();
    await settle();
    expect(tray()).toEqual(['a ready']);
    attachments.release('c');
    expect([sent, tray()]).toEqual([['a'], []]);
  });

  it('are sent in their order, also when a later one is up first', async () => {
    const { attachments, sent, uploads } = setUp();
    attachments.add('c', [file('a'), file('b')]);
    attachments.release('c');
    uploads.get('b')?.finish();
    await settle();
    expect(sent).toEqual([]);
    uploads.get('a')?.finish();
    await settle();
    expect(sent).toEqual(['a', 'b']);
  });

  it('stay with the reason when they are refused, and may be tried again', async () => {
    const { attachments, uploads, tray } = setUp();
    attachments.add('c', [file('a')]);
    uploads.get('a')?.fail();
    await settle();
    expect(attachments.of('c')[0]).toMatchObject({ state: 'failed', code: 'unsupported_file' });
    attachments.retry('c', attachments.of('c')[0]?.id ?? '');
    expect(tray()).toEqual(['a uploading']);
  });

  it('are refused here when they are too large, without being sent anywhere', () => {
    const { attachments, uploads } = setUp(3);
    attachments.add('c', [file('a', 4)]);
    expect(attachments.of('c')[0]).toMatchObject({ state: 'failed', code: 'too_large' });
    expect(uploads.size).toBe(0);
  });

  it('can be taken back while they go up', () => {
    const { attachments, uploads, tray } = setUp();
    attachments.add('c', [file('a')]);
    attachments.remove('c', attachments.of('c')[0]?.id ?? '');
    expect([uploads.get('a')?.signal.aborted, tray()]).toEqual([true, []]);
  });
});
