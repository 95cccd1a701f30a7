import type { Command } from './command.ts';

const column = (name: string, about: string) => `  ${name.padEnd(24)} ${about}`;

export const helpOf = (commands: Readonly<Record<string, Command>>): string =>
  [
    'cskefu-plugin COMMAND [options]: builds, tries and packs a plugin. Run it in the folder of the plugin.',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => column(name, summary)),
    '',
    'cskefu-plugin COMMAND --help tells more. Ends with 0 if all is well, 1 if something is to be mended, 2 if it was called wrongly.',
  ].join('\n');

export const helpOfCommand = (name: string, command: Command): string =>
  [
    `cskefu-plugin ${name}${command.words ? ` ${command.words}` : ''}: ${command.summary}`,
    ...(command.about ? ['', command.about] : []),
    ...(command.options ? ['', ...optionLines(command.options)] : []),
  ].join('\n');

const optionLines = (options: NonNullable<Command['options']>) =>
  Object.entries(options).map(([name, { value, about }]) => column(`--${name}${value ? ` ${value}` : ''}`, about));
