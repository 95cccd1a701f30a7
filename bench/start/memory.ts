import { readFileSync } from 'node:fs';

/** Memory of processes together, in bytes. What they share is counted once where the kernel tells (PSS); else their private part alone. */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (proportional(pid) ?? unshared(pid)), 0);
}

function proportional(pid: number): number | null {
  try {
    const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return pss === undefined ? null : Number(pss) * 1_024;
  } catch {
    return null;
  }
}

function unshared(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1_024;
  return read('VmRSS') - read('RssShmem') - read('RssFile');
}
