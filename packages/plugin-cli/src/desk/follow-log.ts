import { setTimeout as pause } from 'node:timers/promises';
import type { DeskApi } from './desk-api.ts';

interface LogLine {
  readonly id: string;
  readonly at: string;
  readonly level: string;
  readonly source: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>> | null;
}

const LOOK_MS = 500;
const REMEMBERED = 500;

/** Says each new line of the plugin's log until the signal aborts. A desk that is away for a while is waited for. */
export const followLog = async (desk: DeskApi, id: string, say: (line: string) => void, signal: AbortSignal) => {
  const seen: string[] = [];
  let first = true;
  while (!signal.aborted) {
    const lines = await newest(desk, id).catch(() => []);
    const fresh = lines.filter((line) => !seen.includes(line.id)).reverse();
    seen.push(...fresh.map((line) => line.id));
    seen.splice(0, seen.length - REMEMBERED);
    // What stood there before is not news.
    if (!first) for (const line of fresh) say(textOf(line));
    first = false;
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
};

const newest = async (desk: DeskApi, id: string): Promise<readonly LogLine[]> => {
  const page = (await desk.call('GET', `/api/plugins/${id}/logs?limit=100`)) as { readonly items: readonly LogLine[] };
  return page.items;
};

const textOf = ({ at, level, source, message, fields }: LogLine) =>
  `${at.slice(11, 23)} ${level.padEnd(5)} ${source === 'log' ? '' : `(${source}) `}${message}${fields ? ` ${JSON.stringify(fields)}` : ''}`;
