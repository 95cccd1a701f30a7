import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { createPlugin } from './create-plugin.ts';
import { type Ask, CalledWrongly, gatherWishes } from './gather-wishes.ts';

export interface Place {
  readonly folder: string;
  /** Absent: nobody is there to ask. */
  readonly ask?: Ask;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

const HELP = `create-cskefu-plugin FOLDER [options]: begins a plugin for Cskefu. What is not said is asked for, in a terminal.

  --kind KIND              channel: brings messages in and out; bot: observes and answers; hook: has a say before something happens
  --id PUBLISHER.NAME      acme.my-plugin, unless said; never changes later
  --name NAME              for people; it is in locales/*.json afterwards
  --licence LICENCE        Apache-2.0 (unless said), MIT or none`;

/** Answers the exit code: 0 created, 2 called wrongly. */
export const run = async (argv: readonly string[], { folder, ask, say, complain }: Place): Promise<number> => {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        kind: { type: 'string' },
        id: { type: 'string' },
        name: { type: 'string' },
        licence: { type: 'string' },
      },
    });
    if (values.help) {
      say(HELP);
      return 0;
    }
    const { help: _, ...given } = values;
    const wishes = await gatherWishes({ folder: positionals[0], ...given }, folder, ask);
    const { files, ready } = createPlugin(wishes);
    for (const file of files) say(`  ${file}`);
    const target = relative(folder, wishes.folder) || '.';
    say(
      `✓ ${wishes.id} in ${target}. Next:\n\n  cd ${target}${ready ? '' : '\n  npm install'}\n  npm test\n  npm run dev`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof CalledWrongly) && !isParseError(error)) throw error;
    complain(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
};

const isParseError = (error: unknown) => String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
