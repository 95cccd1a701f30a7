import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const sdk = join(import.meta.dirname, '../../../plugin-sdk');

const SOURCE = `import { definePlugin } from '@cskefu/plugin-sdk';

export default definePlugin({ id: 'acme.greeter', name: '%name%', version: '1.0.0', api: '^1.0', permissions: [] });
`;

const TEXTS = JSON.stringify({ name: 'Greeter' });

/** A plugin in a temporary folder, as an author would have it; `files` adds to it or takes the place of what is there. */
export const writePlugin = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cskefu-author-'));
  const all = {
    'package.json': JSON.stringify({ name: 'greeter', version: '1.0.0', type: 'module' }),
    'src/index.ts': SOURCE,
    'locales/zh-CN.json': TEXTS,
    'locales/en.json': TEXTS,
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  mkdirSync(join(folder, 'node_modules/@cskefu'), { recursive: true });
  symlinkSync(sdk, join(folder, 'node_modules/@cskefu/plugin-sdk'));
  return folder;
};
