import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort } from './server-process.ts';

/** The program, if this machine has it. */
export function findNatsServer(path: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, 'nats-server'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export interface NatsServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startNatsServer(program: string): Promise<NatsServer> {
  const port = await freePort();
  const child: ChildProcess = spawn(program, ['-a', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (text: Buffer) => text.includes('Server is ready') && resolve());
    void ended.then(() => reject(new Error('nats-server did not start')));
  });
  return {
    url: `nats://127.0.0.1:${port}`,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
