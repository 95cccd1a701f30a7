import { run } from '../cli/run.ts';

/** Runs a command as the terminal would, and gathers what it says. */
export const runCommand = async (folder: string, ...argv: string[]) => {
  const lines: string[] = [];
  const gather = (line: string) => void lines.push(line);
  const code = await run(argv, { folder, environment: {}, say: gather, complain: gather });
  return { code, output: lines.join('\n') };
};
