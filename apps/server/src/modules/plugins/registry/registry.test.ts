import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { packPlugin, uploadPlugin } from '../../../testing/plugin-package.ts';
import { createRegistrySigner, integrityOf, startPluginRegistry } from '../../../testing/plugin-registry.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';

vi.setConfig({ testTimeout: 60_000 });

const NAME = '@acme/greeter';
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
const packed = (version = '1.0.0', packageName = NAME) => packPlugin({ packageName, version });

let registry: Awaited<ReturnType<typeof startPluginRegistry>>;
let desk: TestDesk;
let chief: TestAgent;
const params = { id: 'acme.greeter' };

beforeAll(async () => {
  registry = await startPluginRegistry();
  desk = await startDesk({ variables: { CSKEFU_PLUGIN_REGISTRY: registry.url } });
  chief = await desk.buildAccount({ superAdministrator: true });
});
afterAll(async () => {
  await desk.stop();
  await registry.stop();
});
afterEach(async () => {
  Object.assign(registry, { packages: {}, latest: {}, keys: null, keysAnswer: null });
  await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'delete' } }).catch(() => undefined);
});

const take = (version?: string, name = NAME, who = chief) =>
  who.http.request('POST /api/plugins/packages/fetch', { body: { name, ...(version ? { version } : {}) } });
const install = (hash: string, body: { acceptYoung?: boolean } = {}, who = chief) =>
  who.http.request(
    'POST /api/plugins/packages/:hash/install',
    { params: { hash }, body: { permissions: [], ...body } },
    { timeoutMs: 50_000 },
  );
const lastPayload = async () =>
  (
    await desk.db
      .selectFrom('events')
      .select('payload')
      .where('type', '=', 'plugin.installed')
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
  ).payload;

describe('what a registry has', () => {
  test('is fetched only if its bytes are those that are promised, under the name and version that were asked for', async () => {
    registry.packages = {
      [NAME]: {
        '1.0.0': { bytes: packed() },
        '2.0.0': { bytes: packed('2.0.0') },
        '3.0.0': { bytes: packed('3.1.0') },
      },
      forged: { '1.0.0': { bytes: packed('1.0.0', 'forged'), integrity: `sha512-${'A'.repeat(86)}==` } },
      twin: { '1.0.0': { bytes: packed() } },
    };
    registry.latest[NAME] = '2.0.0';
    expect(await take()).toMatchObject({ source: 'registry', plugin: { version: '2.0.0' }, newer: null });
    expect(await take('1.0.0')).toMatchObject({ plugin: { version: '1.0.0' } });
    await expect(take('4.0.0')).rejects.toMatchObject({ code: 'not_found' });
    await expect(take(undefined, 'missing')).rejects.toMatchObject({ code: 'not_found' });
    await expect(take(undefined, 'forged')).rejects.toMatchObject({ code: 'package_refused' });
    await expect(take(undefined, 'twin')).rejects.toMatchObject({ issues: [{ message: 'other_package' }] });
    await expect(take('3.0.0')).rejects.toMatchObject({ issues: [{ message: 'version_differs' }] });
  });

  test('comes from there alone, wherever it says that its files are', async () => {
    const asked: unknown[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url);
      response.end();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const tarball = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/1.0.0.tgz`;
    registry.packages = { [NAME]: { '1.0.0': { bytes: packed(), tarball } } };
    await expect(take()).rejects.toMatchObject({ code: 'registry_failed' });
    expect(asked).toEqual([]);
    elsewhere.closeAllConnections();
    elsewhere.close();
  });
});

describe('signatures of a registry', () => {
  const signer = createRegistrySigner();
  const publish = (given: object) => {
    registry.packages = { [NAME]: { '1.0.0': { bytes: packed(), ...given } } };
  };
  const refused = (message: string, keyid = signer.public.keyid) =>
    expect(take('1.0.0')).rejects.toMatchObject({ code: 'signature_refused', issues: [{ path: keyid, message }] });

  test('that hold are told beforehand, and kept with the version and in the log of events', async () => {
    registry.keys = [createRegistrySigner().public, signer.public];
    publish({ signedBy: [signer], publishedAt: '2026-02-03T04:05:06.000Z' });
    const read = await take();
    const { keyid } = signer.public;
    expect(read.origin).toEqual({
      signature: 'signed',
      keyIds: [keyid],
      publishedAt: '2026-02-03T04:05:06.000Z',
      held: false,
    });
    const { versions } = await install(read.hash);
    expect(versions).toMatchObject([
      { source: 'registry', signature: 'signed', publishedAt: '2026-02-03T04:05:06.000Z' },
    ]);
    expect(await lastPayload()).toMatchObject({
      source: 'registry',
      registry: { signature: 'signed', keyIds: [keyid], publishedAt: '2026-02-03T04:05:06.000Z', tookYoung: false },
    });
  });

  test('that are not there are told: the registry has no keys, or has not signed this', async () => {
    publish({ signedBy: [signer] });
    for (const status of [404, 400, 405, 501]) {
      registry.keysAnswer = { status, body: '{}' };
      expect((await take()).origin).toMatchObject({ signature: 'not_offered', keyIds: [] });
    }
    registry.keysAnswer = null;
    registry.keys = [];
    expect((await take()).origin).toMatchObject({ signature: 'not_offered' });
    registry.keys = [signer.public];
    publish({});
    expect((await take()).origin).toMatchObject({ signature: 'unsigned', keyIds: [] });
  });

  test('that do not hold are refused: over other words, by another key, or by one that was over', async () => {
    registry.keys = [signer.public];
    const integrity = integrityOf(packed());
    const over = (text: string) => ({ signatures: [signer.sign(text)] });
    publish(over(`${NAME}@1.0.1:${integrity}`));
    await refused('bad_signature');
    publish(over(`@evil/greeter@1.0.0:${integrity}`));
    await refused('bad_signature');
    publish(over(`${NAME}@1.0.0:${integrityOf(packed('1.0.1'))}`));
    await refused('bad_signature');
    publish({ signatures: [{ keyid: signer.public.keyid, sig: 'bm9uc2Vuc2U=' }] });
    await refused('bad_signature');

    const stranger = createRegistrySigner();
    publish({ signedBy: [stranger] });
    await refused('unknown_key', stranger.public.keyid);
    // One that holds does not make up for one that does not.
    publish({ signedBy: [signer, stranger] });
    await refused('unknown_key', stranger.public.keyid);
    const otherCurve = createRegistrySigner(null, 'secp384r1');
    registry.keys = [otherCurve.public];
    publish({ signedBy: [otherCurve] });
    await refused('unknown_key', otherCurve.public.keyid);
  });

  test('by a key that is over hold for what was published before that', async () => {
    const retired = createRegistrySigner('2026-03-01T00:00:00.000Z');
    registry.keys = [retired.public];
    publish({ signedBy: [retired], publishedAt: '2026-02-28T00:00:00.000Z' });
    expect((await take()).origin).toMatchObject({ signature: 'signed' });
    publish({ signedBy: [retired], publishedAt: '2026-03-01T00:00:00.000Z' });
    await refused('expired_key', retired.public.keyid);
    publish({ signedBy: [retired], publishedAt: null });
    await refused('expired_key', retired.public.keyid);
    registry.keys = [{ ...retired.public, expires: 'nonsense' }];
    publish({ signedBy: [retired] });
    await refused('expired_key', retired.public.keyid);
  });

  test('cannot be looked at when the registry answers with something else: then nothing is taken', async () => {
    publish({ signedBy: [signer] });
    for (const answer of [
      { status: 200, body: '<html>' },
      { status: 200, body: '{"keys":[{"keyid":1}]}' },
      { status: 500, body: '{}' },
    ]) {
      registry.keysAnswer = answer;
      await expect(take()).rejects.toMatchObject({ code: 'registry_failed' });
    }
    registry.keysAnswer = { status: 200, body: JSON.stringify({ keys: [], more: 'x'.repeat(70_000) }) };
    await expect(take()).rejects.toMatchObject({ code: 'too_large' });
    registry.keysAnswer = null;
    registry.keys = [signer.public];
    publish({ signatures: 'all of them' });
    await expect(take()).rejects.toMatchObject({ code: 'registry_failed' });
  });
});

describe('young versions', () => {
  const publish = (ages: Readonly<Record<string, number | null>>) => {
    registry.packages = {
      [NAME]: Object.fromEntries(
        Object.entries(ages).map(([version, age]) => [
          version,
          { bytes: packed(version), publishedAt: age === null ? null : hoursAgo(age) },
        ]),
      ),
    };
  };

  test('are passed over for the newest that is old enough, which is told', async () => {
    publish({ '0.9.0': 900, '1.10.0': 80, '1.9.0': 90, '1.11.0-beta.1': 79, '3.0.0': 400, '2.0.0': 71 });
    registry.latest[NAME] = '2.0.0';
    expect(await take()).toMatchObject({ plugin: { version: '1.10.0' }, newer: '2.0.0', origin: { held: false } });
    publish({ '1.0.0': 71, '2.0.0': 1 });
    await expect(take()).rejects.toMatchObject({
      code: 'version_held',
      issues: [{ path: '2.0.0', message: 'too_young' }],
    });
  });

  test('named explicitly are shown with their age, and installed only if somebody agrees to that, too', async () => {
    publish({ '1.0.0': 100, '2.0.0': 3 });
    const read = await take('2.0.0');
    expect(read).toMatchObject({ plugin: { version: '2.0.0' }, newer: null, origin: { held: true } });
    await expect(install(read.hash)).rejects.toMatchObject({
      code: 'version_held',
      status: 409,
      issues: [{ path: 'acceptYoung', message: 'too_young' }],
    });
    expect(await install(read.hash, { acceptYoung: true })).toMatchObject({ version: '2.0.0' });
    expect(await lastPayload()).toMatchObject({ registry: { tookYoung: true } });
  });

  test('are all whose age the registry does not tell, or tells to be to come', async () => {
    publish({ '1.0.0': 100, '2.0.0': null });
    expect(await take()).toMatchObject({ plugin: { version: '1.0.0' }, newer: '2.0.0' });
    const { hash, origin } = await take('2.0.0');
    expect(origin).toMatchObject({ held: true, publishedAt: null });
    await expect(install(hash)).rejects.toMatchObject({ issues: [{ message: 'unknown_age' }] });
    publish({ '1.0.0': -5 });
    expect((await take('1.0.0')).origin).toMatchObject({ held: true });
  });

  test('can be uploaded: then somebody has the file in their hands', async () => {
    publish({ '2.0.0': 3 });
    const { hash } = await take('2.0.0');
    expect(await uploadPlugin(desk, chief, packed('2.0.0'))).toMatchObject({ hash, origin: null, newer: null });
    const { versions } = await install(hash);
    expect(versions).toMatchObject([{ source: 'upload', signature: null, publishedAt: null }]);
  });

  test('are offered at once where the operator does not hold them back', async () => {
    const open = await startDesk({
      variables: { CSKEFU_PLUGIN_REGISTRY: registry.url, CSKEFU_PLUGIN_HOLD_HOURS: '0' },
    });
    try {
      const boss = await open.buildAccount({ superAdministrator: true });
      publish({ '1.0.0': 100, '2.0.0': 0 });
      const read = await take(undefined, NAME, boss);
      expect(read).toMatchObject({ plugin: { version: '2.0.0' }, origin: { held: false } });
      expect(await install(read.hash, {}, boss)).toMatchObject({ version: '2.0.0' });
    } finally {
      await open.stop();
    }
  });
});

test('a registry that is gone is told as such', async () => {
  const gone = await startPluginRegistry();
  await gone.stop();
  const alone = await startDesk({ variables: { CSKEFU_PLUGIN_REGISTRY: gone.url } });
  try {
    const boss = await alone.buildAccount({ superAdministrator: true });
    await expect(take(undefined, NAME, boss)).rejects.toMatchObject({ code: 'registry_failed' });
  } finally {
    await alone.stop();
  }
});
