export const kinds = ['channel', 'bot', 'hook'] as const;
export type Kind = (typeof kinds)[number];

export const licences = ['Apache-2.0', 'MIT', 'none'] as const;
export type Licence = (typeof licences)[number];

/** What the author wants. */
export interface Wishes {
  /** Absolute. */
  readonly folder: string;
  readonly kind: Kind;
  /** `publisher.name` */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly licence: Licence;
}

export const ID = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;
const RESERVED = /^cskefu\./;
/** What npm allows and what can be a folder everywhere. */
export const FOLDER = /^[a-z][a-z0-9-]{0,60}$/;

/** Why it cannot be so; null if it can. */
export const problemWithId = (id: string): string | null => {
  if (!ID.test(id)) return `An id has the form publisher.name, in lower case: acme.greeter, not ${id}.`;
  return RESERVED.test(id) ? `Ids like ${id} are kept for plugins of the desk itself; begin with your own name.` : null;
};

export const problemWithFolder = (name: string): string | null =>
  FOLDER.test(name) ? null : `The folder is the name of the package: lower case, digits and hyphens, not ${name}.`;
