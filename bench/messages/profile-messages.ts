import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { openDesk } from '../desk/desk.ts';
import { findFaults } from './faults.ts';
import { hottestFunctions } from './profile.ts';
import { openStage } from './stage.ts';

const SHOWN = 25;
const RATE = 5_000;

/** Where the server's time goes at 5 000 messages a second: a V8 CPU profile, and its hottest functions. */
export const profileMessages: Benchmark = async ({ say }) => {
  const desk = await openDesk();
  const folder = mkdtempSync(join(tmpdir(), 'cskefu-profile-'));
  try {
    const stage = await openStage(desk, 'desk', ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
    await stage.openLoop(RATE, 3);
    const { p50Ms, p99Ms, cpu } = await stage.openLoop(RATE, 12);
    const faults = findFaults(await stage.close());
    const file = join(folder, readdirSync(folder)[0] ?? '');
    say(
      `${RATE}/s for 12 s: p50 ${p50Ms} ms, p99 ${p99Ms} ms, server ${Math.round(cpu.server * 100)} % of a core. Self time, without idle:`,
    );
    for (const { name, percent } of hottestFunctions(file, SHOWN)) say(`${percent.toFixed(1).padStart(6)} %  ${name}`);
    return { figures: { profile: file, p50Ms, p99Ms, serverCpu: cpu.server }, faults: faults.sentences };
  } finally {
    await desk.close();
  }
};
