import { parseArgs } from 'node:util';
import { commands } from '../commands/index.ts';
import { type Command, type Given, optionsOf, type Place } from './command.ts';
import { Failure } from './failure.ts';
import { helpOf, helpOfCommand } from './help.ts';

const ABOUT = new Set(['help', '--help', '-h']);

/** Answers the exit code: 0 well, 1 something to mend, 2 called wrongly. */
export const run = async (argv: readonly string[], place: Place): Promise<number> => {
  const [name, ...rest] = argv;
  if (name === undefined || ABOUT.has(name)) {
    place.say(helpOf(commands));
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    place.complain(`There is no command ${name}. Try one of: ${Object.keys(commands).join(', ')}.`);
    return 2;
  }
  const given = read(name, command, rest, place);
  return typeof given === 'number' ? given : runCommand(command, given);
};

const read = (name: string, command: Command, argv: readonly string[], place: Place): Given | number => {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: optionsOf(command), allowPositionals: true });
    if (values['help']) {
      place.say(helpOfCommand(name, command));
      return 0;
    }
    if (positionals.length > 0 && !command.words) throw new Error(`Unexpected: ${positionals.join(' ')}`);
    return { ...place, options: values as Given['options'], words: positionals, signal: AbortSignal.abort() };
  } catch (error) {
    place.complain(`${(error as Error).message}\n\n${helpOfCommand(name, command)}`);
    return 2;
  }
};

const runCommand = async (command: Command, given: Given): Promise<number> => {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    return await command.run({ ...given, signal: stop.signal });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    given.complain(`✗ ${error.message}${error.hint ? `\n  → ${error.hint}` : ''}`);
    return 1;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
};
