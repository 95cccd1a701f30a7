import { gzipSync } from 'node:zlib';
import type { PluginPackage } from '@cskefu/contract';
import type { PluginManifest } from '@cskefu/plugin-sdk';
import type { TestAgent, TestDesk } from './test-desk.ts';

export interface PackedPlugin {
  readonly id?: string;
  readonly version?: string;
  readonly packageName?: string;
  /** Over what is usual. */
  readonly manifest?: Partial<PluginManifest>;
  readonly packageJson?: object;
  /** Inside of the definition. */
  readonly body?: string;
  /** Before the definition. */
  readonly head?: string;
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

/** Answers its version, process and settings when it is asked for the choices `who`. */
const WHO = (version: string) =>
  `options: { who: async ({ config }) => [{ value: '${version}', title: JSON.stringify({ pid: process.pid, config }) }] }`;

/** A package as `npm pack` makes it. */
export const packPlugin = (given: PackedPlugin = {}): Buffer => {
  const { id = 'acme.greeter', version = '1.0.0', packageName = `cskefu-plugin-${id.replace('.', '-')}` } = given;
  const manifest = {
    id,
    name: 'Greeter',
    version,
    api: '^1.0',
    runtime: 'shared',
    permissions: [],
    net: { allow: [] },
    config: {},
    channels: {},
    hooks: [],
    observers: [],
    jobs: [],
    http: [],
    hasHealth: false,
    ...given.manifest,
  };
  return pack({
    'package.json': JSON.stringify({ name: packageName, version, cskefu: manifest, ...given.packageJson }),
    'dist/server.mjs': `${given.head ?? ''}\nexport default { id: '${id}', ${WHO(version)}, ${given.body ?? ''} };\n`,
    ...given.files,
  });
};

export const pack = (files: Readonly<Record<string, string | Buffer>>): Buffer =>
  gzipSync(
    Buffer.concat([
      ...Object.entries(files).flatMap(([path, body]) => tarEntry(`package/${path}`, Buffer.from(body))),
      Buffer.alloc(1024),
    ]),
  );

export const tarEntry = (name: string, body: Buffer, type = '0', link = ''): Buffer[] => {
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
};

export const uploadPlugin = async (desk: TestDesk, who: TestAgent, bytes: Buffer): Promise<PluginPackage> => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'plugin.tgz');
  const response = await fetch(`${desk.url}/api/plugins/packages`, {
    method: 'POST',
    headers: { cookie: who.cookie, origin: desk.url },
    body: form,
  });
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(JSON.stringify(body)), body, { status: response.status });
  return body as PluginPackage;
};

/** Processes are started meanwhile, on a machine that may have much else to do. */
const START_MS = 90_000;

/** Uploads it and agrees to all that it asks for. */
export const installPlugin = async (desk: TestDesk, who: TestAgent, given: PackedPlugin | Buffer = {}) => {
  const { hash, plugin } = await uploadPlugin(desk, who, Buffer.isBuffer(given) ? given : packPlugin(given));
  return who.http.request(
    'POST /api/plugins/packages/:hash/install',
    { params: { hash }, body: { permissions: plugin.permissions, hosts: plugin.hosts } },
    { timeoutMs: START_MS },
  );
};
