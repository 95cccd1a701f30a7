import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findCheckout, isInside, linkPackages, ownVersions, versionOf } from './checkout.ts';
import { fillIn } from './fill-in.ts';
import { CalledWrongly } from './gather-wishes.ts';
import { listTemplates } from './list-templates.ts';
import { packageJsonOf } from './package-json.ts';
import type { Wishes } from './wishes.ts';

/** As published with this version; a checkout of the desk has its own. */
const TYPESCRIPT = '7.0.2';
const NODE_TYPES = '26.6.6';

export interface Created {
  readonly files: readonly string[];
  /** Its packages are there already: nothing has to be installed. */
  readonly ready: boolean;
}

/** Writes the plugin into its folder. @throws {CalledWrongly} if something is there already */
export const createPlugin = (wishes: Wishes, checkout: string | null = findCheckout()): Created => {
  const { folder } = wishes;
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new CalledWrongly(`${folder} is not empty.`);
  const packageName = basename(folder);
  const versions = {
    own: ownVersions(checkout, folder),
    typescript: checkout ? versionOf(checkout, 'typescript') : TYPESCRIPT,
    nodeTypes: checkout ? versionOf(checkout, '@types/node') : NODE_TYPES,
  };
  const files = [
    { path: 'package.json', text: `${JSON.stringify(packageJsonOf(wishes, packageName, versions), null, 2)}\n` },
    ...listTemplates(wishes.kind, wishes.licence).map(({ path, text }) => ({
      path,
      text: fillIn(text, valuesFor(path, wishes)),
    })),
  ];
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (checkout && !isInside(checkout, folder)) linkPackages(checkout, folder);
  return { files: files.map(({ path }) => path), ready: checkout !== null };
};

const valuesFor = (path: string, { id, name, kind }: Wishes): Record<string, string> => ({
  ID: id,
  // A name may hold quotes.
  NAME: path.endsWith('.json') ? JSON.stringify(name).slice(1, -1) : name,
  KIND: (id.split('.').at(-1) ?? '').replaceAll('-', ''),
  YEAR: String(new Date().getFullYear()),
  COMMANDS: commandsOf(kind),
});

const commandsOf = (kind: Wishes['kind']) => `
| Command | |
| --- | --- |
| \`npm run dev\` | installs each change into a running desk and shows the log |
| \`npm test\` | the tests |
${kind === 'channel' ? '| `npm run conformance` | what every channel promises, case by case |\n' : ''}| \`npm run check\` | types, and what the desk would refuse |
| \`npm run pack\` | the archive that a desk installs |`;
