import { setTimeout as wait } from 'node:timers/promises';
import { openDesk } from '../desk/desk.ts';
import { median, rounded } from '../median.ts';
import { ballast } from './make-plugin.ts';
import { openPluginDesk } from './plugin-desk.ts';

const ROUNDS = 7;

/** From the first byte of a package to a plugin that is ready: read, checked, tried, switched, started. */
export async function measureUpload(): Promise<Record<string, number>> {
  const desk = await openDesk();
  try {
    await desk.startServer();
    const plugins = await openPluginDesk(desk);
    const took: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const id = `bench.fresh${round}`;
      const begun = performance.now();
      await plugins.install({ id, head: ballast() });
      while ((await plugins.http.request('GET /api/plugins/:id', { params: { id } })).condition !== 'ready')
        await wait(5);
      took.push(performance.now() - begun);
    }
    return { uploadReadyMs: rounded(median(took)), uploadReadyMaxMs: rounded(Math.max(...took)) };
  } finally {
    await desk.close();
  }
}
