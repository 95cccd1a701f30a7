// What if: replays a day through the rules of routing. docs/guides/simulate.md tells what stands in FILE.
//   npm run simulate -- FILE [--change FILE] [--target SECONDS] [--seed N] [--json]
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  generatedDay,
  type SimulationChange,
  type SimulationDay,
  simulationChange,
  simulationDay,
} from '@cskefu/contract';
import { z } from 'zod';
import { generateDay } from '../apps/server/src/modules/routing/simulation/generate-day.ts';
import { replay } from '../apps/server/src/modules/routing/simulation/replay.ts';
import { simulationText } from './simulate/simulation-text.ts';

const madeUp = z.object({
  version: z.literal(1),
  generate: generatedDay,
  group: simulationDay.shape.groups.element,
  change: simulationChange.nullable().default(null),
});
const recorded = simulationDay.extend({ change: simulationChange.nullable().default(null) });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    change: { type: 'string' },
    target: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [file] = positionals;
if (!file) fail('usage: npm run simulate -- FILE [--change FILE] [--target SECONDS] [--seed N] [--json]');

const seed = Number(values.seed);
const content = await readJson(file);
const { day, change } = 'generate' in content ? makeUp(content) : read(content);
const otherwise = values.change ? parse(simulationChange, await readJson(values.change), values.change) : change;
const answer = replay({ day, change: otherwise, targetSeconds: Number(values.target), seed });
console.log(values.json ? JSON.stringify(answer, null, 2) : simulationText(answer));

function makeUp(given: object) {
  const { generate, group, change } = parse(madeUp, given, file ?? '');
  const place = { group, begin: '2026-01-01T00:00:00.000Z', timeZone: 'UTC' };
  return { day: generateDay(generate, place, seed), change };
}

function read(given: object): { day: SimulationDay; change: SimulationChange | null } {
  const { change, ...day } = parse(recorded, given, file ?? '');
  return { day, change };
}

async function readJson(path: string): Promise<object> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as object;
  } catch (error) {
    return fail(`${path} cannot be read: ${(error as Error).message}`);
  }
}

function parse<S extends z.ZodType>(schema: S, given: object, path: string): z.output<S> {
  const { success, data, error } = schema.safeParse(given);
  return success ? data : fail(`${path} does not fit:\n${z.prettifyError(error)}`);
}

function fail(words: string): never {
  console.error(words);
  process.exit(1);
}
