import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, rounded } from '../median.ts';

const ROUNDS = 5;
const MEGABYTE = 1_024 * 1_024;

/** What the code for plugins takes in the server, loaded and not used: with it, and with empty modules in its place. */
export async function weighPluginCode(rounds = ROUNDS): Promise<Record<string, number>> {
  const differences: { rss: number; heap: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const [whole, without] = [await weigh('whole'), await weigh('without')];
    differences.push({ rss: whole.rss - without.rss, heap: whole.heap - without.heap });
  }
  return {
    pluginCodeMb: rounded(median(differences.map(({ rss }) => rss)) / MEGABYTE, 1),
    pluginCodeHeapMb: rounded(median(differences.map(({ heap }) => heap)) / MEGABYTE, 1),
  };
}

async function weigh(what: 'whole' | 'without'): Promise<{ rss: number; heap: number }> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', join(import.meta.dirname, 'load-server.ts'), what],
    { timeout: 60_000 },
  );
  return JSON.parse(stdout) as { rss: number; heap: number };
}
