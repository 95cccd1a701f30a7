import { setTimeout as pause } from 'node:timers/promises';
import type { Command, Given } from '../cli/command.ts';
import { type DeskApi, deskOptions, openDesk } from '../desk/desk-api.ts';
import { followLog } from '../desk/follow-log.ts';
import { upload } from '../dev/upload.ts';
import { watchSources } from '../dev/watch-sources.ts';

export const dev: Command = {
  summary: 'builds and installs into a running desk after each change, and shows its log',
  about:
    'The desk swaps the new version in while the old one finishes what it began. All that the plugin asks for is granted without a question:\nuse a desk of your own.',
  options: { ...deskOptions, once: { about: 'installs once and ends' } },
  run: async (given) => {
    const desk = openDesk(given);
    const id = await upload(desk, given);
    if (given.options['once']) return id ? 0 : 1;
    await keepUploading(desk, given, id);
    return 0;
  },
};

/** One upload at a time; what changes meanwhile is uploaded next. */
const keepUploading = async (desk: DeskApi, given: Given, first: string | null) => {
  const { folder, signal, say } = given;
  let changed = false;
  watchSources(folder, signal, () => {
    changed = true;
  });
  let followed = first;
  if (first) void followLog(desk, first, say, signal);
  say('  watching src/ and locales/; Ctrl+C ends');
  while (!signal.aborted) {
    await pause(TICK_MS, undefined, { signal }).catch(() => undefined);
    if (!changed || signal.aborted) continue;
    changed = false;
    const id = await upload(desk, given);
    if (id && !followed) void followLog(desk, id, say, signal);
    followed ??= id;
  }
};

const TICK_MS = 20;
