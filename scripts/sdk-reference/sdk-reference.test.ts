import { expect, test } from 'vitest';
import { declarationText } from './declaration-text.ts';
import { readDeclarations } from './read-declarations.ts';

const source = `import type { A } from './a.ts';

/**
 * What it is.
 *
 *     example({ of: 'it' });
 */
export interface Thing {
  /** In seconds. */
  readonly age: number;
}

interface Inner {
  readonly b: A;
}

/**
 *   one  the first
 *   two  the second
 */
export type Choice = 'one' | 'two';

/** Makes one. */
export const makeThing = (age: number): Thing => ({
  age,
});
`;

test('finds what a file declares, with its comment and whether it is exported', () => {
  const found = readDeclarations(source);
  expect(found.map(({ name, exported, kind }) => [name, exported, kind])).toEqual([
    ['Thing', true, 'interface'],
    ['Inner', false, 'interface'],
    ['Choice', true, 'type'],
    ['makeThing', true, 'const'],
  ]);
  expect(found[0]?.source).toBe('export interface Thing {\n  /** In seconds. */\n  readonly age: number;\n}');
});

test('examples and lists keep their form, and of a function only what it takes and gives is shown', () => {
  const [thing = '', , choice = '', makeThing = ''] = readDeclarations(source).map(declarationText);
  expect(thing).toContain("What it is.\n\n```ts\nexample({ of: 'it' });\n```\n\n```ts\ninterface Thing {");
  expect(choice).toContain('```\none  the first\ntwo  the second\n```');
  expect(makeThing).toContain('```ts\nmakeThing(age: number): Thing\n```');
});
