import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { withoutMarks } from '../serve/whose-output.ts';

const MAX_TAIL = 8_000;
const MAX_LINE = 2_000;
/** What prints more waits for the next second: a plugin that prints in a loop is slowed, not the desk. */
const MAX_CHARACTERS_PER_SECOND = 64_000;

/** Passes what a child prints on, a line at a time and not too much of it; answers with the last of its stderr. */
export const keepTail = (child: ChildProcess, onLine: (line: string) => void): (() => string) => {
  let tail = '';
  if (child.stdout) passLines(child.stdout, onLine);
  if (child.stderr)
    passLines(child.stderr, onLine, (chunk) => {
      tail = withoutMarks(tail + chunk).slice(-MAX_TAIL);
    });
  return () => tail;
};

const passLines = (stream: Readable, onLine: (line: string) => void, onChunk?: (chunk: string) => void) => {
  let begun = '';
  let budget = MAX_CHARACTERS_PER_SECOND;
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    onChunk?.(chunk);
    const lines = (begun + chunk).split('\n');
    begun = lines.pop()?.slice(0, MAX_LINE) ?? '';
    for (const line of lines) onLine(line.slice(0, MAX_LINE));
    budget -= chunk.length;
    if (budget > 0) return;
    budget = MAX_CHARACTERS_PER_SECOND;
    stream.pause();
    setTimeout(() => stream.resume(), 1_000).unref();
  });
};
