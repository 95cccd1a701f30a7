import { createInterface } from 'node:readline/promises';
import { run } from './run.ts';

const { stdin: input, stdout: output } = process;
const terminal = input.isTTY && output.isTTY ? createInterface({ input, output }) : null;

process.exitCode = await run(process.argv.slice(2), {
  folder: process.cwd(),
  ...(terminal ? { ask: (question: string) => terminal.question(question) } : {}),
  say: (line) => void output.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
});
terminal?.close();
