import type { Identity } from '@cskefu/plugin-sdk';

const MAX_NAME = 60;

/** With a name that people can read, or none. */
export const readableName = ({ name = '', ...identity }: Identity): Identity => {
  const clean = Array.from(name.replace(/\p{Cc}/gu, ' ').trim());
  return clean.length === 0 ? identity : { ...identity, name: clean.slice(0, MAX_NAME).join('') };
};
