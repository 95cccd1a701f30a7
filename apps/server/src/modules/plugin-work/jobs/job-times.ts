import type { JobManifest } from '@cskefu/plugin-sdk';
import { Cron } from 'croner';

/** The times of a job in one line: when it differs, the job begins anew. */
export const scheduleOf = ({ every, cron, timeZone }: JobManifest): string =>
  every === undefined ? `cron ${cron ?? ''} ${timeZone}` : `every ${every}`;

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const MOST_JITTER_MS = 30_000;
/** Cron means a minute of the clock. */
const CRON_JITTER_MS = 3_000;

/** When it is to run after a moment; null: never, for nobody understands when. A little later at random, so that not everything begins at once. */
export const nextTime = (job: JobManifest, after: Date, random: () => number = Math.random): Date | null => {
  if (job.every !== undefined) {
    const period = periodOf(job.every);
    return period === null ? null : later(after, period + random() * Math.min(MOST_JITTER_MS, period / 10));
  }
  const next = job.cron === undefined ? null : nextOfCron(job.cron, job.timeZone, after);
  return next && later(next, random() * CRON_JITTER_MS);
};

const periodOf = (every: string): number | null => {
  const [, count, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(every) ?? [];
  return count === undefined || unit === undefined ? null : Number(count) * (UNITS[unit] ?? 0);
};

const nextOfCron = (cron: string, timeZone: string, after: Date): Date | null => {
  try {
    return new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true }).nextRun(after);
  } catch {
    return null;
  }
};

const later = (moment: Date, ms: number) => new Date(moment.getTime() + Math.round(ms));
