import { basename, resolve } from 'node:path';
import { type Kind, kinds, type Licence, licences, problemWithFolder, problemWithId, type Wishes } from './wishes.ts';

/** What was called wrongly; shown without a stack. */
export class CalledWrongly extends Error {
  override readonly name = 'CalledWrongly';
}

export interface Given {
  readonly folder: string | undefined;
  readonly kind?: string;
  readonly id?: string;
  readonly name?: string;
  readonly licence?: string;
}

export type Ask = (question: string) => Promise<string>;

/** From what was given, by questions if somebody is there to answer them, else by what is usual. @throws {CalledWrongly} */
export const gatherWishes = async (given: Given, from: string, ask: Ask | undefined): Promise<Wishes> => {
  const target = given.folder ?? (await ask?.('Folder (my-plugin): '));
  if (!target) throw new CalledWrongly('Into which folder? create-cskefu-plugin my-plugin --kind channel');
  const folder = resolve(from, target);
  const packageName = basename(folder);
  refuse(problemWithFolder(packageName));
  const kind = await choose('Kind', kinds, given.kind, ask);
  const id = given.id ?? ((await ask?.(`Id, publisher.name (acme.${packageName}): `)) || `acme.${packageName}`);
  refuse(problemWithId(id));
  const name = given.name ?? ((await ask?.(`Name for people (${titleOf(packageName)}): `)) || titleOf(packageName));
  const licence = await choose('Licence', licences, given.licence ?? (ask ? undefined : 'Apache-2.0'), ask);
  return { folder, kind: kind as Kind, id, name: name.trim(), licence: licence as Licence };
};

const refuse = (problem: string | null) => {
  if (problem) throw new CalledWrongly(problem);
};

const choose = async (what: string, choices: readonly string[], given: string | undefined, ask: Ask | undefined) => {
  const choice = given ?? ((await ask?.(`${what}, ${choices.join(' | ')} (${choices[0]}): `)) || (ask && choices[0]));
  if (choice !== undefined && choices.includes(choice)) return choice;
  throw new CalledWrongly(
    choice === undefined
      ? `--${what.toLowerCase()} is missing: ${choices.join(', ')}.`
      : `There is no ${what.toLowerCase()} ${choice}: ${choices.join(', ')}.`,
  );
};

const titleOf = (packageName: string) =>
  packageName
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
