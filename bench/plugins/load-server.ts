// Loads the code of the server, with or without what is there for plugins, and says what it takes. `--expose-gc` is needed.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { memoryOf } from '../start/memory.ts';

/** The doors behind which it lies. */
const DOORS = /\/(modules\/plugin(s|-hooks|-services|-work)|packages\/plugin-host\/src)\/index\.ts$/;

if (process.argv[2] === 'without')
  registerHooks({
    load: (url, context, next) =>
      DOORS.test(url)
        ? { format: 'module', shortCircuit: true, source: emptyInstead(readFileSync(fileURLToPath(url), 'utf8')) }
        : next(url, context),
  });

/** The same names, and nothing behind them; the forms of answers stay, for others build theirs of them. */
function emptyInstead(source: string): string {
  const kept = source.match(/^export \* as .*$/gm) ?? [];
  const names = [...source.matchAll(/^export (?!type)\{([^}]*)\}/gm)]
    .flatMap(([, list]) => (list ?? '').split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
  return [...kept, ...names.map((name) => `export function ${name.split(' as ').at(-1)}() { return {}; }`)].join('\n');
}

await import('../../apps/server/src/app.ts');
await wait(500);
for (let round = 0; round < 3; round++) globalThis.gc?.();
await wait(200);
process.stdout.write(JSON.stringify({ rss: memoryOf([process.pid]), heap: process.memoryUsage().heapUsed }));
