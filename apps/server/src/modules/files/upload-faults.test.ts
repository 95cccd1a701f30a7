import { readdir, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { newId } from '@cskefu/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../platform/config/index.ts';
import { openFileStorage } from '../../platform/files/index.ts';
import { startDesk, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';
import { upload, uploadAnswer } from '../../testing/upload.ts';
import { removeAbandonedFiles } from './index.ts';

let desk: TestDesk;
let visitor: TestVisitor;

beforeAll(async () => {
  desk = await startDesk({ variables: { MAX_FILE_MB: '1' } });
});
beforeEach(async () => {
  visitor = await desk.buildVisitor();
});
afterAll(() => desk.stop());

const filesIn = async (folder: string) => {
  const entries = await readdir(join(desk.folder, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
};
const rowsOf = (owner: TestVisitor) =>
  desk.db.selectFrom('files').select('id').where('owner_id', '=', owner.id).execute();
const bytes = (count: number) => Buffer.alloc(count, 'x');

/** Begins an upload and never comes to its end; answers with the way to break it off. */
async function beginUpload(): Promise<() => void> {
  const boundary = 'broken';
  const request = httpRequest(`${desk.url}/api/files`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${visitor.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': 900_000,
    },
  });
  request.on('error', () => {});
  request.write(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="half.bin"\r\n\r\n`);
  request.write(bytes(200_000));
  await expect.poll(() => filesIn('uploads')).toHaveLength(1);
  return () => request.destroy();
}

describe('an upload that fails leaves nothing behind', () => {
  test('too large', async () => {
    const before = await filesIn('files');
    expect(await uploadAnswer(desk, visitor, 'large.bin', bytes(1_048_577))).toMatchObject({
      status: 413,
      code: 'too_large',
    });
    expect(await uploadAnswer(desk, visitor, 'fits.bin', bytes(1_048_576))).toMatchObject({
      status: 200,
      size: 1_048_576,
    });
    expect(await rowsOf(visitor)).toHaveLength(1);
    expect(await filesIn('files')).toHaveLength(before.length + 1);
    expect(await filesIn('uploads')).toEqual([]);
  });

  test('broken off in the middle', async () => {
    const before = await filesIn('files');
    const breakOff = await beginUpload();
    breakOff();
    await expect.poll(() => filesIn('uploads')).toEqual([]);
    expect(await rowsOf(visitor)).toEqual([]);
    expect(await filesIn('files')).toEqual(before);
  });

  test('where the storage refuses', async () => {
    const narrow = await startDesk();
    await writeFile(join(narrow.folder, 'files'), 'a file where a folder should be');
    const guest = await narrow.buildVisitor();
    expect(await uploadAnswer(narrow, guest, 'a.txt', bytes(10))).toMatchObject({ status: 500, code: 'internal' });
    expect(await narrow.db.selectFrom('files').select('id').execute()).toEqual([]);
    expect(await readdir(join(narrow.folder, 'uploads'))).toEqual([]);
    await rm(join(narrow.folder, 'files'));
    expect(await uploadAnswer(narrow, guest, 'a.txt', bytes(10))).toMatchObject({ status: 200 });
    await narrow.stop();
  });

  test('where the database refuses', async () => {
    const before = await filesIn('files');
    await desk.connection.pool.query('alter table files add constraint none_today check (size <> 77)');
    expect(await uploadAnswer(desk, visitor, 'a.txt', bytes(77))).toMatchObject({ status: 500 });
    await desk.connection.pool.query('alter table files drop constraint none_today');
    expect(await filesIn('files')).toEqual(before);
    expect(await filesIn('uploads')).toEqual([]);
  });
});

describe('files that nobody sent', () => {
  test('are removed after a day, with their bytes; what was sent stays', async () => {
    const [kept, young, old] = [
      await upload(desk, visitor, 'kept.txt', bytes(1)),
      await upload(desk, visitor, 'young.txt', bytes(2)),
      await upload(desk, visitor, 'old.txt', bytes(3)),
    ];
    await visitor.http.request('POST /api/visitor/messages', {
      body: { id: newId(), message: { kind: 'file', fileId: kept.id } },
    });
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1_000);
    await desk.db.updateTable('files').set({ created_at: yesterday }).where('id', 'in', [kept.id, old.id]).execute();
    const links = (await visitor.http.request('POST /api/files/links', { body: { ids: [old.id] } })).items[0];
    const storage = await openFileStorage(parseConfig({}), desk.folder);
    expect(await removeAbandonedFiles(desk.db, storage)).toBe(1);
    expect((await rowsOf(visitor)).map((row) => row.id).sort()).toEqual([kept.id, young.id].sort());
    expect((await fetch(desk.url + links?.url)).status).toBe(404);
    expect(await removeAbandonedFiles(desk.db, storage)).toBe(0);
  });
});
