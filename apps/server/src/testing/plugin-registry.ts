import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PublishedVersion {
  readonly bytes: Buffer;
  readonly integrity?: string;
  /** Null: the registry does not tell. Absent: long ago. */
  readonly publishedAt?: string | null;
  readonly signedBy?: readonly RegistrySigner[];
  readonly signatures?: unknown;
  readonly tarball?: string;
}

export interface RegistrySigner {
  readonly public: { readonly keyid: string; readonly key: string; readonly expires: string | null };
  readonly sign: (text: string) => { keyid: string; sig: string };
}

/** A pair of keys as a registry has it. */
export const createRegistrySigner = (expires: string | null = null, namedCurve = 'prime256v1'): RegistrySigner => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const der = publicKey.export({ format: 'der', type: 'spki' });
  const keyid = `SHA256:${createHash('sha256').update(der).digest('base64').replace(/=+$/, '')}`;
  return {
    public: { keyid, key: der.toString('base64'), expires },
    sign: (text) => ({ keyid, sig: sign('sha256', Buffer.from(text), privateKey).toString('base64') }),
  };
};

export const integrityOf = (bytes: Buffer): string => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

export type Published = Readonly<Record<string, Readonly<Record<string, PublishedVersion>>>>;

/** A registry that speaks the protocol of npm: package → version → bytes. What it has, and how it answers for its keys, can be changed while it runs. */
export const startPluginRegistry = async (packages: Published = {}) => {
  const registry = {
    packages,
    latest: {} as Record<string, string>,
    keys: null as readonly RegistrySigner['public'][] | null,
    /** Instead of its keys. */
    keysAnswer: null as { status: number; body: string } | null,
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url?.slice(1) ?? '');
    if (path === '-/npm/v1/keys') {
      const { status, body } = registry.keysAnswer ?? keysAnswer(registry.keys);
      return response.writeHead(status).end(body);
    }
    const [name = '', file] = path.split('/-/');
    const versions = registry.packages[name];
    const found = file === undefined ? undefined : versions?.[file.replace('.tgz', '')];
    if (found) return response.end(found.bytes);
    if (!versions || file !== undefined) return response.writeHead(404).end('{}');
    response.end(JSON.stringify(about(urlOf(server), name, versions, registry.latest[name])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(registry, {
    url: urlOf(server),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  });
};

const keysAnswer = (keys: readonly RegistrySigner['public'][] | null) =>
  keys ? { status: 200, body: JSON.stringify({ keys }) } : { status: 404, body: '{}' };

const about = (url: string, name: string, versions: Published[string], latest: string | undefined) => ({
  name,
  'dist-tags': { latest: latest ?? Object.keys(versions).at(-1) },
  versions: Object.fromEntries(
    Object.entries(versions).map(([version, published]) => [version, versionOf(url, name, version, published)]),
  ),
  time: Object.fromEntries(
    Object.entries(versions).flatMap(([version, { publishedAt = '2026-01-01T00:00:00.000Z' }]) =>
      publishedAt === null ? [] : [[version, publishedAt]],
    ),
  ),
});

const versionOf = (url: string, name: string, version: string, published: PublishedVersion) => {
  const integrity = published.integrity ?? integrityOf(published.bytes);
  const signatures = published.signedBy?.map((signer) => signer.sign(`${name}@${version}:${integrity}`));
  return {
    name,
    version,
    dist: {
      tarball: published.tarball ?? `${url}/${name}/-/${version}.tgz`,
      integrity,
      ...(published.signatures === undefined ? signatures && { signatures } : { signatures: published.signatures }),
    },
  };
};

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
