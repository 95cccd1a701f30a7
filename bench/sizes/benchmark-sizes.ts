import { join } from 'node:path';
import { consoleGzip } from '../../apps/console/size.ts';
import { buildFrontEnds } from '../../scripts/build.ts';
import type { Benchmark } from '../benchmark.ts';
import { fileBeginning, firstLoadFiles, gzipBytes } from './first-load.ts';

const APPS = join(import.meta.dirname, '../../apps');

/** Bytes over the network until something can be done, with gzip. */
export const benchmarkSizes: Benchmark = async ({ say }) => {
  const built = await buildFrontEnds();
  if (built.length > 0) say(`built: ${built.join(', ')}`);
  const chat = join(APPS, 'widget/dist/chat');
  const figures = {
    loaderGzip: gzipBytes([join(APPS, 'widget/dist/widget.js')]),
    // Either language comes on its own; English is the one that is not in the first file.
    widgetGzip: gzipBytes([
      ...firstLoadFiles(chat).map((file) => join(chat, file)),
      fileBeginning(join(chat, 'chat-assets'), 'en-'),
    ]),
    consoleGzip: consoleGzip(join(APPS, 'console/dist')),
  };
  for (const [name, bytes] of Object.entries(figures)) say(`${name.padEnd(12)} ${bytes} bytes`);
  return { figures, faults: [] };
};
