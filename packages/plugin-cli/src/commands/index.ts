import type { Command } from '../cli/command.ts';
import { build } from './build.ts';
import { conformance } from './conformance.ts';
import { dev } from './dev.ts';
import { doctor } from './doctor.ts';
import { pack } from './pack.ts';
import { record } from './record.ts';
import { replay } from './replay.ts';
import { test } from './test.ts';

export const commands: Readonly<Record<string, Command>> = {
  build,
  dev,
  test,
  conformance,
  doctor,
  replay,
  record,
  pack,
};
