import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ProxySettings } from './proxy.ts';

/** The network that all clients go through. */
export interface BadNetwork {
  readonly port: number;
  /** From now on it behaves. Answers with the number of connections it has cut. */
  calm(): Promise<number>;
  stop(): Promise<void>;
}

export async function startBadNetwork(settings: ProxySettings): Promise<BadNetwork> {
  const child = fork(join(import.meta.dirname, 'proxy.ts'), [JSON.stringify(settings)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    port,
    calm: async () => {
      child.send('calm');
      const [{ cuts }] = (await once(child, 'message')) as [{ cuts: number }];
      return cuts;
    },
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
