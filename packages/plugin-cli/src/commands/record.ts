import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPlugin } from '../build/build-plugin.ts';
import type { Command } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { DeskError, deskOptions, openDesk } from '../desk/desk-api.ts';
import { chooseKind } from '../replay/choose-kind.ts';
import { recordRequests } from '../replay/record-requests.ts';

const MOST = 100;

export const record: Command = {
  summary: 'writes what a channel of a desk has got from its provider into fixtures/',
  about: [
    'Takes the newest requests from the ledger of the desk; signatures, tokens and cookies are blacked out.',
    'Look through the bodies before you commit them: they are words of real people. The token needs "channels" permissions, too.',
  ].join('\n'),
  options: {
    channel: { value: 'ID', about: 'id of the channel' },
    last: { value: 'N', about: 'how many; 10' },
    kind: { value: 'KIND', about: 'which channel of the plugin, if it has several' },
    ...deskOptions,
  },
  run: async (given) => {
    const { channel, kind } = given.options;
    if (typeof channel !== 'string') throw new Failure('Which channel?', 'cskefu-plugin record --channel ID');
    const last = Number(given.options['last'] ?? 10);
    if (!Number.isInteger(last) || last < 1 || last > MOST) throw new Failure(`--last is a number from 1 to ${MOST}.`);
    const { manifest } = await buildPlugin(given.folder);
    const chosen = chooseKind(manifest, typeof kind === 'string' ? kind : undefined);
    const recorded = await recordRequests(openDesk(given), channel, last, chosen).catch((error: unknown) => {
      if (error instanceof DeskError && error.code === 'not_found')
        throw new Failure(`The desk has no channel ${channel}.`, 'Its id is the last part of its webhook address.');
      throw error;
    });
    if (recorded.length === 0) throw new Failure('Nothing has come in over this channel yet.');
    const folder = join(given.folder, 'fixtures');
    mkdirSync(folder, { recursive: true });
    for (const { name, fixture } of recorded) {
      writeFileSync(join(folder, name), `${JSON.stringify(fixture, null, 2)}\n`);
      given.say(`  fixtures/${name}`);
    }
    given.say(`✓ ${recorded.length} recorded`);
    return 0;
  },
};
