import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { refuseMissingTexts } from '../build/find-missing-texts.ts';
import { sizeText } from '../build/limits.ts';
import type { Command } from '../cli/command.ts';
import { packPlugin } from '../pack/pack-plugin.ts';

export const pack: Command = {
  summary: 'builds and writes NAME-VERSION.tgz, ready to be installed',
  about:
    'The archive has the form of npm pack. The same sources give the same bytes, so the integrity can be compared.',
  options: { to: { value: 'FOLDER', about: 'where to write it; else the folder of the plugin' } },
  run: async ({ folder, options, say }) => {
    const packed = await packPlugin(folder);
    refuseMissingTexts(packed.missingTexts);
    const target = join(resolve(folder, String(options['to'] ?? '.')), packed.fileName);
    writeFileSync(target, packed.archive);
    for (const path of packed.paths) say(`  ${path}`);
    say(`✓ ${target}, ${sizeText(packed.archive.length)}`);
    say(`  integrity ${packed.integrity}`);
    return 0;
  },
};
