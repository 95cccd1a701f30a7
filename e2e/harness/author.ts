import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const packages = join(import.meta.dirname, '../../packages');

/** Somebody who writes a plugin, with the two programs that authors have. */
export interface Author {
  /** Replaces one thing in one file. */
  change(file: string, from: string, to: string): void;
  /** Another version of it. */
  release(version: string): void;
  /** What `cskefu-plugin pack` writes. */
  pack(): Promise<Buffer>;
  leave(): void;
}

/** Begins a plugin from the scaffold. */
export async function author(kind: string, id: string, name: string): Promise<Author> {
  const parent = mkdtempSync(join(tmpdir(), 'cskefu-author-'));
  const folder = join(parent, 'written');
  await runProgram('create-cskefu-plugin', ['written', '--kind', kind, '--id', id, '--name', name], parent);
  const change = (file: string, from: string, to: string) => {
    const before = readFileSync(join(folder, file), 'utf8');
    if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(join(folder, file), before.replace(from, to));
  };
  let version = '0.1.0';
  return {
    change,
    release: (next) => {
      change('src/index.ts', `version: '${version}'`, `version: '${next}'`);
      change('package.json', `"version": "${version}"`, `"version": "${next}"`);
      version = next;
    },
    pack: async () => {
      await runProgram('plugin-cli', ['pack'], folder);
      const file = readdirSync(folder).find((entry) => entry.endsWith(`-${version}.tgz`)) ?? '';
      return readFileSync(join(folder, file));
    },
    leave: () => rmSync(parent, { recursive: true, force: true }),
  };
}

async function runProgram(program: string, args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(process.execPath, [join(packages, program, 'src/main.ts'), ...args], { cwd });
}
