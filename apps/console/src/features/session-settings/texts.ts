import type { SettingName } from '@cskefu/contract';

/** Settings that are words to a visitor. */
export type TextName = Extract<SettingName, `${string}Text`>;

const variables = {
  assignedText: ['agent'],
  busyText: ['position', 'estimate'],
  offHoursText: ['opening'],
} as const;

export type Variable = (typeof variables)[keyof typeof variables][number];

/** What can be filled into a text. */
export const variablesOf = (name: TextName): readonly Variable[] =>
  name in variables ? variables[name as keyof typeof variables] : [];

/** The words with their variables filled in. */
export const filled = (words: string, values: Readonly<Record<string, string>>): string =>
  words.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
