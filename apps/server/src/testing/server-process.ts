import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../main.ts');

export interface ServerProcess {
  readonly child: ChildProcess;
  /** Resolves with the address once the server says that it is ready; rejects with what it said if it ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ending>;
  /** Sends a signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<Ending>;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** The server as an operator starts it: a process of its own, with these variables and nothing else. */
export function spawnServer(variables: Record<string, string>, cwd: string): ServerProcess {
  const child = spawn(process.execPath, [MAIN], {
    cwd,
    env: { CC_WEB_HOST: '127.0.0.1', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<Ending>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output, errors }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const [, address] = /is ready: (\S+)/.exec(output) ?? [];
      if (address) resolve(address.replace('localhost', '127.0.0.1'));
    });
    void ended.then((ending) => reject(new Error(`ended before it was ready: ${JSON.stringify(ending)}`)));
  });
  ready.catch(() => {});
  return {
    child,
    ready,
    ended,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** A port that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
