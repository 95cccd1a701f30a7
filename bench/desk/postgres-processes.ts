import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '../../apps/server/src/platform/database/index.ts';

/** Process ids of a PostgreSQL server and of everything it has started; none if it does not run. */
export function postgresProcesses(postgres: Pick<EmbeddedPostgres, 'folder'>): number[] {
  const postmaster = readPid(join(postgres.folder, 'postmaster.pid'));
  if (postmaster === null) return [];
  return [postmaster, ...childrenOf(postmaster)];
}

export const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);

function readPid(file: string): number | null {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10);
  } catch {
    return null;
  }
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}
