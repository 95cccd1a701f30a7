import { setTimeout as pause } from 'node:timers/promises';
import type { Command, Given } from '../cli/command.ts';
import { type DeskApi, deskOptions, openDesk } from '../desk/desk-api.ts';
import { followLog } from '../desk/follow-log.ts';
import { type Uploaded, upload } from '../dev/upload.ts';
import { watchSources } from '../dev/watch-sources.ts';

export const dev: Command = {
  summary: 'builds and installs into a running desk after each change, and shows its log',
  about:
    'The desk swaps the new version in while the old one finishes what it began. All that the plugin asks for is granted without a question:\nuse a desk of your own.',
  options: { ...deskOptions, once: { about: 'installs once and ends' } },
  run: async (given) => {
    const desk = openDesk(given);
    const uploaded = await upload(desk, given);
    if (given.options['once']) return uploaded ? 0 : 1;
    await keepUploading(desk, given, uploaded);
    return 0;
  },
};

const TICK_MS = 20;

/** One upload at a time; what changes meanwhile is uploaded next. */
const keepUploading = async (desk: DeskApi, given: Given, first: Uploaded | null) => {
  const { folder, signal, say } = given;
  let changed = false;
  watchSources(folder, signal, () => {
    changed = true;
  });
  let uploaded = first;
  let followed = false;
  say('  watching src/ and locales/; Ctrl+C ends');
  while (!signal.aborted) {
    if (changed) {
      changed = false;
      uploaded = await upload(desk, given, uploaded);
    }
    if (uploaded && !followed) {
      followed = true;
      void followLog(desk, uploaded.id, say, signal);
    }
    await pause(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
};
