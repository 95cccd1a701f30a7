import type { ParseArgsConfig } from 'node:util';

/** Where a command runs, and whom it tells. */
export interface Place {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

export interface Given extends Place {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly words: readonly string[];
  /** Aborts when the author has had enough (Ctrl+C). */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly summary: string;
  /** What stands behind the name: `[FILE...]`. */
  readonly words?: string;
  /** Description of each option, by its name; the value's name if it takes one. */
  readonly options?: Readonly<Record<string, { readonly value?: string; readonly about: string }>>;
  /** More for `--help`. */
  readonly about?: string;
  /** Answers the exit code. */
  readonly run: (given: Given) => Promise<number> | number;
}

export const optionsOf = (command: Command): NonNullable<ParseArgsConfig['options']> => ({
  help: { type: 'boolean', short: 'h' },
  ...Object.fromEntries(
    Object.entries(command.options ?? {}).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }]),
  ),
});

/** The value of an option, else of the variable; undefined if neither was given. */
export const setting = (given: Given, option: string, variable: string): string | undefined => {
  const value = given.options[option] ?? given.environment[variable];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
