import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WantedPlugin } from '../supervise/wanted-plugin.ts';

const parent = mkdtempSync(join(tmpdir(), 'cskefu-plugins-'));
let written = 0;

/** A plugin in a folder of its own, as the desk would have unpacked it. `body`: the inside of its definition. */
export const writePlugin = (id: string, body: string, given: Partial<WantedPlugin> = {}): WantedPlugin => {
  const version = given.version ?? '1.0.0';
  const folder = join(parent, `${++written}`);
  mkdirSync(folder);
  const entry = join(folder, 'server.mjs');
  writeFileSync(
    entry,
    `let context;\nexport default { id: '${id}', name: '${id}', version: '${version}', api: '^1.0', permissions: [], ${body} };\n`,
  );
  return { id, version, entry, folder, runtime: 'shared', config: {}, ...given };
};

/** Answers its version and process to the job `who`. */
export const ANSWERING = `options: { who: async ({ config }) => ({ version: VERSION, pid: process.pid, config }) }`;

export const writeAnswering = (id: string, version = '1.0.0', more = '', given: Partial<WantedPlugin> = {}) =>
  writePlugin(id, `${ANSWERING.replace('VERSION', JSON.stringify(version))}, ${more}`, { version, ...given });
