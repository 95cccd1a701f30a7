import { buildPlugin } from '../build/build-plugin.ts';
import { refuseMissingTexts } from '../build/find-missing-texts.ts';
import { sizeText } from '../build/limits.ts';
import type { Command } from '../cli/command.ts';

export const build: Command = {
  summary: 'bundles src/index.ts and extracts the manifest',
  about: [
    'Writes dist/server.mjs (one file, all packages in it) and package.json#cskefu (what the plugin says of itself).',
    'Fails if either is too large, or if locales/zh-CN.json or en.json lacks a text.',
  ].join('\n'),
  options: { check: { about: 'fails if package.json#cskefu is not up to date, instead of writing it' } },
  run: async ({ folder, options, say }) => {
    const { manifest, code, missingTexts } = await buildPlugin(folder, { check: options['check'] === true });
    refuseMissingTexts(missingTexts);
    say(`✓ ${manifest.id} ${manifest.version}: dist/server.mjs, ${sizeText(Buffer.byteLength(code))}`);
    return 0;
  },
};
