// For work on the desk: the server restarts when its code changes; the console comes from Vite with hot reload.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildFrontEnds } from './build.ts';

const ROOT = join(import.meta.dirname, '..');
const children: ChildProcess[] = [];

function run(command: string, args: string[], folder: string): void {
  const child = spawn(join(ROOT, 'node_modules/.bin', command), args, { cwd: join(ROOT, folder), stdio: 'inherit' });
  child.on('exit', (code) => stop(code ?? 0));
  children.push(child);
}

function stop(code: number): void {
  process.exitCode ??= code;
  for (const child of children) child.kill('SIGTERM');
}

process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
// The widget has no dev server of its own: its pages come from the last build.
await buildFrontEnds();
run('node', ['--watch-path=apps/server/src', '--watch-path=packages', 'apps/server/src/main.ts'], '.');
run('vite', [], 'apps/console');
