import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPluginDesk } from '../../bench/plugins/plugin-desk.ts';
import { fixtures } from '../../examples/loft-channel/src/fixtures.ts';
import plugin from '../../examples/loft-channel/src/index.ts';
import { packPlugin } from '../../packages/plugin-cli/src/pack/pack-plugin.ts';
import { conformanceCases } from '../../packages/plugin-testkit/src/index.ts';
import { until } from './agent-side.ts';
import type { Bench } from './open-bench.ts';
import type { Verified } from './verify.ts';

/** The same for every channel, and slow: tried with those of ours. */
const GOING_OUT = [14, 16, 17, 18, 19, 20];

const READY_MS = 120_000;
const folder = join(import.meta.dirname, '../../examples/loft-channel');
const words = (locale: string) => JSON.parse(readFileSync(join(folder, `locales/${locale}.json`), 'utf8'));

/**
 * No channel of ours asks its provider itself yet, but this one of the examples does: packed, installed, and run in a process of its own, as those of
 * other authors are. So that what a desk does for such channels is held to its promises, too.
 */
export async function installLoft({ desk }: Bench): Promise<Verified> {
  const plugins = await openPluginDesk(desk);
  const { archive } = await packPlugin(folder);
  await patiently(() => plugins.upload(archive));
  const find = () => plugins.http.request('GET /api/plugins/:id', { params: { id: plugin.id } });
  const { condition } = await until(find, (found) => found.condition === 'ready', READY_MS);
  if (condition !== 'ready') throw new Error(`${plugin.id} is ${condition}`);
  const given = fixtures['loft'];
  if (!given) throw new Error('examples/loft-channel has no fixtures');
  const catalogs = { 'zh-CN': words('zh-CN'), en: words('en') };
  const only = conformanceCases.map(({ id }) => id).filter((id) => !GOING_OUT.includes(id));
  return { plugin, kind: 'loft', fixtures: given, catalogs, only };
}

/** A desk gives the code of others ten seconds to begin; where everything starts at once that may be too short, but not each time. */
async function patiently(install: () => Promise<void>, times = 3): Promise<void> {
  try {
    await install();
  } catch (error) {
    if (times <= 1 || (error as { code?: string }).code !== 'activation_failed') throw error;
    await patiently(install, times - 1);
  }
}
