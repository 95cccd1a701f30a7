import type { ConfigProblem } from '@cskefu/plugin-sdk';

const words: Readonly<Record<ConfigProblem['code'], string>> = {
  required: 'is missing',
  wrong_type: 'is of another type',
  too_short: 'is too short',
  too_long: 'is too long',
  too_small: 'is too small',
  too_large: 'is too large',
  not_an_integer: 'is not a whole number',
  malformed: 'has another form',
  not_an_option: 'is none of the choices',
  too_many: 'has too many entries',
  unknown_field: 'is no field of the form',
};

/** What the form says against settings, for the author of a test. */
export const settingsFault = (whose: string, problems: readonly ConfigProblem[]): Error =>
  new Error(
    `the settings of ${whose} do not fit the form: ${problems.map(({ path, code }) => `${path} ${words[code]}`).join('; ')}`,
  );
