import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import type { Command } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';

const PATTERNS = ['src/**/*.test.ts', 'test/**/*.test.ts'];

export const test: Command = {
  summary: 'runs the tests (src/**/*.test.ts) with the test runner of Node',
  options: { watch: { about: 'again after each change' } },
  run: ({ folder, options }) => {
    const files = globSync(PATTERNS, { cwd: folder }).sort();
    if (files.length === 0) throw new Failure('There is no test.', 'Write one: src/index.test.ts, with node:test.');
    const flags = ['--test', ...(options['watch'] ? ['--watch'] : [])];
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [...flags, ...files], { cwd: folder, stdio: 'inherit' });
      child.once('error', reject);
      child.once('exit', (code) => resolve(code === 0 ? 0 : 1));
    });
  },
};
