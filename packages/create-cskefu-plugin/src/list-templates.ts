import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind, Licence } from './wishes.ts';

export interface Template {
  /** Where it goes, below the folder of the plugin. */
  readonly path: string;
  readonly text: string;
}

const templates = join(import.meta.dirname, '../templates');

export const listTemplates = (kind: Kind, licence: Licence): Template[] => [
  ...readFolder('common'),
  ...readFolder(kind),
  ...(licence === 'none'
    ? []
    : [{ path: 'LICENSE', text: readFileSync(join(templates, 'licences', licence), 'utf8') }]),
];

/** npm leaves some names out of packages and changes others, so they begin with `_` here. */
const readFolder = (name: string): Template[] =>
  globSync('**', { cwd: join(templates, name) })
    .filter((path) => statSync(join(templates, name, path)).isFile())
    .sort()
    .map((path) => ({
      path: path.replace(/^_git/, '.git').replace(/^_/, ''),
      text: readFileSync(join(templates, name, path), 'utf8'),
    }));
