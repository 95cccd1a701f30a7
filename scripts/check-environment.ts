import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import { configSchema, parseConfig, readEnvironment } from '../apps/server/src/platform/config/index.ts';

/**
 * Compares sample.env with the schema that the server reads its environment by.
 * Answers one line for each variable that only one of them knows, or whose default differs.
 */
export function findEnvironmentProblems(root: string): string[] {
  const sample = parseEnv(readFileSync(join(root, 'sample.env'), 'utf8'));
  const known = Object.keys(configSchema.shape);
  return [
    ...known.filter((name) => !(name in sample)).map((name) => `sample.env: ${name} is missing`),
    ...Object.keys(sample)
      .filter((name) => !known.includes(name))
      .map((name) => `sample.env: the server knows no ${name}`),
    ...differingDefaults(sample),
  ];
}

function differingDefaults(sample: NodeJS.Dict<string>): string[] {
  const defaults = Object.entries(parseConfig({}));
  const fromSample = new Map(Object.entries(parseConfig(readEnvironment(sample, '/nonexistent'))));
  return defaults
    .filter(([name, value]) => !isDeepStrictEqual(value, fromSample.get(name)))
    .map(([name, value]) => `sample.env: ${name} is not the default, ${JSON.stringify(value)}`);
}
