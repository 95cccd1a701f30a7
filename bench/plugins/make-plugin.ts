import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WantedPlugin } from '../../packages/plugin-host/src/index.ts';

export interface PluginShelf {
  make(id: string, version?: string): WantedPlugin;
  remove(): void;
}

/** What a bundle with its libraries takes. */
const BUNDLE_BYTES = 120_000;

/** Plugins as a build makes them: one file, of which most is never called. */
export function openPluginShelf(): PluginShelf {
  const parent = mkdtempSync(join(tmpdir(), 'cskefu-bench-plugins-'));
  let made = 0;
  return {
    make: (id, version = '1.0.0') => {
      const folder = join(parent, String(++made));
      mkdirSync(folder);
      const entry = join(folder, 'server.mjs');
      writeFileSync(entry, sourceOf(id, version));
      return { id, version, entry, folder, runtime: 'shared', config: {} };
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}

const sourceOf = (id: string, version: string): string => `${ballast()}
export default {
  id: '${id}', name: '${id}', version: '${version}', api: '^1.0', permissions: [],
  hooks: { 'message.beforeAccept': { kind: 'transform', handler: ({ message }) => ({ text: message.text + '。' }) },
  'message.beforeSend': { kind: 'veto', handler: ({ message }) => {
    if (message.text === 'hang') for (;;);
    return { kind: 'allow' };
  } } },
  options: { pid: async () => [{ value: String(process.pid), title: '' }], spin: async () => {
    for (let until = 0; ; await new Promise(setImmediate)) for (until = performance.now() + 50; performance.now() < until;);
  } },
};
`;

/** Functions, objects and texts in Chinese and English, each a little different. */
export const ballast = (): string => {
  const parts: string[] = [];
  for (let at = 0, size = 0; size < BUNDLE_BYTES; at++) {
    const part = `const part${at} = { name: 'part ${at}', words: '第 ${at} 段：您好，请问有什么可以帮您？', run: (value, list = []) => {
  for (const item of list) if (item.id === ${at}) value += item.count * ${at + 1};
  return value > ${at * 3} ? { value, at: ${at} } : part${Math.max(0, at - 1)}?.run?.(value - 1, list);
} };\nglobalThis.parts${at % 7} = () => part${at};`;
    parts.push(part);
    size += Buffer.byteLength(part);
  }
  return parts.join('\n');
};
