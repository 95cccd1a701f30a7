import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const READY_MS = 60_000;

export interface ServerOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Arguments for node itself, such as `--cpu-prof`. */
  readonly nodeArguments?: readonly string[];
  /** Relative to the repository. */
  readonly script?: string;
}

/** A real server in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** From the spawn to the line that says "ready". */
  readonly readyMs: number;
  /** Resolves when the process is gone, however it went. */
  readonly ended: Promise<void>;
  /** Asks it to stop and waits. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/** Starts a server and waits until it says that it is ready. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [...(options.nodeArguments ?? []), join(ROOT, options.script ?? 'apps/server/src/main.ts')],
    {
      cwd: options.env['CSKEFU_DATA'] ?? ROOT,
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = once(child, 'exit').then(() => undefined);
  await untilReady(child);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    readyMs: performance.now() - begun,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('was not ready in time'), READY_MS);
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`the server ${why}:\n${said}`));
    };
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal}`));
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-4_000);
      if (!/ is ready: /.test(said)) return;
      clearTimeout(timer);
      resolve();
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-4_000);
      if (process.env['BENCH_SHOW_SERVER']) process.stderr.write(chunk);
    });
  });
}
