import { existsSync, readFileSync } from 'node:fs';

/** Ended also counts whoever nobody has taken note of yet. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || !readFileSync(status, 'utf8').includes('(zombie)');
};

/** Processor time of a process, in hundredths of a second. */
export const ticksOf = (pid: number): number =>
  Number(
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')[11],
  );
