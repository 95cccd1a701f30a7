import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../cli/failure.ts';

/** Language → key → words. */
export type Locales = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** @throws {Failure} if a file is not a flat object of texts */
export const readLocales = (folder: string): Locales => {
  const parent = join(folder, 'locales');
  if (!existsSync(parent)) return {};
  const files = readdirSync(parent).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(files.sort().map((file) => [file.slice(0, -'.json'.length), readTexts(parent, file)]));
};

const readTexts = (parent: string, file: string): Record<string, string> => {
  const texts = parse(join(parent, file), `locales/${file}`);
  const strange = Object.entries(texts).find(([, words]) => typeof words !== 'string');
  if (strange)
    throw new Failure(`locales/${file}: ${strange[0]} is not a text.`, 'The file is flat: { "key": "words" }.');
  return texts as Record<string, string>;
};

const parse = (path: string, name: string): Record<string, unknown> => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new Failure(`${name} cannot be read: ${(error as Error).message}`);
  }
};
