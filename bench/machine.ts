import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** What a figure is worth nothing without. */
export function describeMachine(): { date: string; machine: string } {
  const all = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${all.length} × ${all[0]?.model.trim() ?? 'unknown CPU'}, ${memory} GB, Linux ${release().split('-')[0]}, Node ${process.versions.node}`,
  };
}

const QUIET = 0.15;
const LOOK_MS = 400;

/** Waits until other programs leave the machine alone, or for `patienceMs`. Answers with the share of all cores that was busy at the end. */
export async function awaitQuietMachine(patienceMs = 30_000): Promise<number> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const before = readProcessorTimes();
    await wait(LOOK_MS);
    const busy = busyShare(before, readProcessorTimes());
    if (busy < QUIET || Date.now() > end) return busy;
  }
}

export interface ProcessorTimes {
  readonly busy: number;
  readonly total: number;
}

/** Of all cores together, in clock ticks. */
export function readProcessorTimes(): ProcessorTimes {
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  )
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softirq + steal;
  return { busy, total: busy + idle + iowait };
}

export function busyShare(before: ProcessorTimes, after: ProcessorTimes): number {
  return (after.busy - before.busy) / Math.max(1, after.total - before.total);
}

/** Processor time of processes so far, in seconds. */
export function processorSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid), 0) / TICKS_PER_SECOND;
}

const TICKS_PER_SECOND = 100;

function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}
