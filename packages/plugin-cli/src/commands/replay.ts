import { basename, resolve } from 'node:path';
import { buildPlugin } from '../build/build-plugin.ts';
import type { Command, Given } from '../cli/command.ts';
import { setting } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { deskOptions, deskUrl } from '../desk/desk-api.ts';
import { chooseKind } from '../replay/choose-kind.ts';
import { readFixture } from '../replay/fixture.ts';
import { parseLocally } from '../replay/parse-locally.ts';
import { postToDesk } from '../replay/post-to-desk.ts';

export const replay: Command = {
  summary: 'shows what parse makes of recorded requests, or sends them to a desk',
  words: 'FILE...',
  about:
    'Without --channel nothing is sent: parse runs here. With it each request goes to that channel of a running desk, signed anew.',
  options: {
    channel: { value: 'ID', about: 'id of a channel of the desk' },
    secret: { value: 'SECRET', about: 'what its requests are signed with; else $CSKEFU_CHANNEL_SECRET' },
    desk: deskOptions.desk,
  },
  run: async (given) => {
    const files = given.words.map((file) => resolve(given.folder, file));
    if (files.length === 0) throw new Failure('Which request?', 'cskefu-plugin replay fixtures/*.json');
    const channel = given.options['channel'];
    return typeof channel === 'string' ? sendAll(files, channel, given) : parseAll(files, given);
  },
};

const hints: Readonly<Record<number, string>> = {
  401: '(--secret is missing or wrong)',
  404: '(--channel is wrong, or the channel is switched off)',
};

const parseAll = async (files: readonly string[], { folder, say }: Given) => {
  const built = await buildPlugin(folder);
  for (const file of files)
    say(`${basename(file)}\n${JSON.stringify(await parseLocally(built, readFixture(file)), null, 2)}`);
  return 0;
};

const sendAll = async (files: readonly string[], channel: string, given: Given) => {
  const { manifest } = await buildPlugin(given.folder);
  const url = `${deskUrl(given)}/c/${channel}`;
  const secret = setting(given, 'secret', 'CSKEFU_CHANNEL_SECRET');
  let refused = 0;
  for (const file of files) {
    const fixture = readFixture(file);
    const own = manifest.channels[chooseKind(manifest, fixture.kind)];
    if (own?.transport === 'pull')
      throw new Failure(
        'This channel asks its provider itself: nobody can send it a request.',
        'Without --channel, replay shows what parse makes of it. What has come in is replayed on the page of the channel.',
      );
    const { status, words } = await postToDesk(fixture, { url, rule: own?.signature, secret });
    if (status >= 400) refused += 1;
    const why = status < 400 ? '' : [words, hints[status]].filter(Boolean).join(' ');
    given.say(`${status < 400 ? '✓' : '✗'} ${basename(file)}: ${status}${why ? ` ${why}` : ''}`);
  }
  return refused === 0 ? 0 : 1;
};
