import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '../../platform/config/index.ts';
import { openFileStorage } from '../../platform/files/index.ts';
import { type FakeS3, startFakeS3 } from '../../testing/fake-s3.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';
import { readAll, upload, uploadAnswer } from '../../testing/upload.ts';
import { removeAbandonedFiles } from './index.ts';

let bucket: FakeS3;
let desk: TestDesk;
let variables: Record<string, string>;

beforeAll(async () => {
  bucket = await startFakeS3('desk-files');
  variables = {
    FILES_DRIVER: 's3',
    FILES_S3_BUCKET: 'desk-files',
    FILES_S3_ENDPOINT: bucket.endpoint,
    FILES_S3_ACCESS_KEY_ID: 'key',
    FILES_S3_SECRET_ACCESS_KEY: 'secret',
    FILES_S3_FORCE_PATH_STYLE: '1',
  };
  desk = await startDesk({ variables });
});
afterAll(async () => {
  await desk.stop();
  await bucket.stop();
});

test('a picture lies in the bucket, comes back through the desk, and is removed when nobody sends it', async () => {
  const visitor = await desk.buildVisitor();
  const bytes = await sharp({ create: { width: 900, height: 900, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const file = await upload(desk, visitor, 'a.png', bytes);
  const folder = `${file.id.slice(0, 2)}/${file.id}`;
  expect([...bucket.objects.keys()].sort()).toEqual([`${folder}/original`, `${folder}/thumbnail`]);
  expect(bucket.objects.get(`${folder}/original`)).toEqual(bytes);

  const [links] = (await visitor.http.request('POST /api/files/links', { body: { ids: [file.id] } })).items;
  expect(await readAll(await fetch(desk.url + links?.url))).toEqual(bytes);
  expect((await sharp(await readAll(await fetch(desk.url + links?.thumbnailUrl))).metadata()).width).toBe(640);

  await desk.db
    .updateTable('files')
    .set({ created_at: new Date(0) })
    .execute();
  expect(await removeAbandonedFiles(desk.db, await openFileStorage(parseConfig(variables), desk.folder))).toBe(1);
  expect([...bucket.objects.keys()]).toEqual([]);
});

test('what the database refuses does not stay in the bucket', async () => {
  await desk.connection.pool.query('alter table files add constraint none_today check (size <> 77)');
  expect(await uploadAnswer(desk, await desk.buildVisitor(), 'a.txt', Buffer.alloc(77, 'x'))).toMatchObject({
    status: 500,
  });
  expect(bucket.calls.filter((call) => call.startsWith('PUT'))).not.toEqual([]);
  expect([...bucket.objects.keys()]).toEqual([]);
});

test('a bucket that takes the question and never answers is not waited for', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  await once(silent, 'listening');
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const config = parseConfig({ ...variables, FILES_S3_ENDPOINT: endpoint });
  const storage = await openFileStorage(config, desk.folder, { connectionTimeout: 5_000, socketTimeout: 100 });
  await expect(storage.getBytes('a')).rejects.toThrow();
});
