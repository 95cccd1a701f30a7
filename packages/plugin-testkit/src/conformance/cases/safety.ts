import type { OutgoingRequest } from '@cskefu/plugin-sdk';
import { conformanceCase, type Subject } from '../conformance-case.ts';
import { framesOf, messageFrame } from '../frames.ts';
import { mentions } from '../mentions.ts';
import { can, takesFrames, unless } from '../skips.ts';
import { bytes, outbound, request, sample, secretsOf, situation, type Trial } from '../trial.ts';
import { expectEqual, expectTrue, shown, Unmet } from '../unmet.ts';
import { pause, until } from '../until.ts';

const STORED_MS = 10_000;

const hasSecrets = ({ manifest, fixtures }: Subject) =>
  secretsOf(manifest.config, fixtures.config).length > 0 ? null : 'its settings hold no secrets';

const acts = ({ manifest }: Subject) =>
  manifest.can.length > 0 ? null : 'it has no functions that could tell anything';

export const safetyCases = [
  conformanceCase({
    id: 26,
    name: 'two channels of one kind know nothing of each other',
    skip: unless(acts, ({ fixtures }) =>
      fixtures.otherConfig ? null : 'fixtures.otherConfig: there is no second channel',
    ),
    run: async (trial) => {
      const other = trial.host.channel(trial.kind, trial.fixtures.otherConfig, { id: 'channel2' });
      const own = distinct(trial.fixtures.config, trial.fixtures.otherConfig ?? {});
      const theirs = distinct(trial.fixtures.otherConfig ?? {}, trial.fixtures.config);
      if (own.length + theirs.length === 0)
        throw new Unmet('settings that differ in fixtures.otherConfig', 'they are the same');
      if (!trial.channel.manifest.can.includes('send')) return;
      trial.host.answer(trial.fixtures.provider?.well ?? (() => ({})));
      for (const [channel, foreign] of [
        [trial.channel, theirs],
        [other, own],
        [trial.channel, theirs],
      ] as const) {
        trial.host.forget();
        await channel.send(outbound(trial));
        for (const value of foreign)
          expectTrue(
            !trial.host.requests.some((asked) => tells(asked, value)),
            `nothing of the other channel's settings`,
            `a request holds ${value}`,
          );
      }
    },
  }),
  conformanceCase({
    id: 27,
    name: 'secrets stand in no log, event, result or error',
    skip: unless(acts, hasSecrets),
    run: async (trial) => {
      const told = [
        ...(await whatItTells(trial)),
        ...trial.host.logs.map((line) => shownWhole(line)),
        ...trial.host.output,
      ];
      for (const secret of secretsOf(trial.channel.manifest.config, trial.fixtures.config)) {
        const leak = told.find((text) => text.includes(secret));
        expectTrue(
          leak === undefined,
          'no secret in logs, events, results or errors',
          `one stands in ${shown(leak?.replaceAll(secret, '•••') ?? '')}`,
        );
      }
    },
  }),
  conformanceCase({
    id: 28,
    name: 'what it runs in dies while sending: in doubt, then looked up, then at most once more',
    skip: can('send'),
    onDesk: async (desk, trial) => {
      await desk.receive(sample({ threadId: 'kit-killed', senderId: 'kit-killed' }));
      desk.provide('hang');
      const id = await desk.say('kit-killed', '中断时说的话');
      while (desk.providerRequests() === 0) await pause(20);
      const looksUp = trial.channel.manifest.can.includes('lookup');
      desk.provide(...(looksUp ? [situation(trial, 'lookupMissing')] : []), situation(trial, 'well'));
      await desk.kill();
      const { state, attempts } = await desk.delivery('kit-killed', id, 'sent', 'failed', 'unknown');
      const wanted = looksUp ? { state: 'sent', attempts: 2 } : { state: 'unknown', attempts: 1 };
      expectEqual({ state, attempts }, wanted, 'state and attempts');
    },
  }),
  conformanceCase({
    id: 29,
    name: 'what it runs in dies before parsing, and nothing is lost',
    skip: unless(takesFrames, can('parse')),
    onDesk: async (desk, trial) => {
      const said = Array.from({ length: 5 }, () => sample({ threadId: 'kit-kept', senderId: 'kit-kept' }));
      const stored = await desk.storedRequests();
      if (trial.channel.manifest.transport === 'pull') for (const one of said) await desk.receive(one);
      else for (const one of said) expectEqual(await desk.deliver(messageFrame(trial, one)), 200, 'the answer');
      await until(async () => (await desk.storedRequests()) > stored, STORED_MS, 5);
      await desk.kill();
      expectEqual(
        await desk.heard('kit-kept', said.length),
        said.map(({ text }) => text),
        'what the desk has',
      );
    },
  }),
];

const whatItTells = async (trial: Trial): Promise<string[]> => {
  const { can: able } = trial.channel.manifest;
  const told: string[] = [];
  const tell = async (act: () => Promise<unknown>) => void told.push(shownWhole(await act().catch((error) => error)));
  const { fixtures, channel, host } = trial;
  if (able.includes('parse') && framesOf(channel.manifest, fixtures)) {
    await tell(() => channel.parse(messageFrame(trial, sample())));
    await tell(() => channel.parse(request(trial, { body: bytes('{"half') })));
  }
  if (able.includes('verify') && fixtures.webhooks)
    await tell(() => channel.verify({ ...messageFrame(trial, sample()), headers: {} }));
  const { tokenExpiresInS: _, carried: __, ...situations } = fixtures.provider ?? {};
  for (const answers of Object.values(situations)) {
    host.answer(answers);
    if (able.includes('send')) await tell(() => channel.send(outbound(trial)));
    await tell(() => channel.health());
  }
  host.answer(() => 'timeout');
  if (able.includes('send')) await tell(() => channel.send(outbound(trial)));
  return told;
};

const shownWhole = (value: unknown): string =>
  value instanceof Error
    ? `${value.message} ${JSON.stringify((value as { details?: unknown }).details) ?? ''}`
    : (JSON.stringify(value) ?? '');

/** Texts of some length that stand only in the first of two settings. */
const distinct = (own: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(own).flatMap(([key, value]) =>
    typeof value === 'string' && value.length > 3 && other[key] !== value ? [value] : [],
  );

const tells = (asked: OutgoingRequest, value: string): boolean =>
  mentions(asked, value) || Object.values(asked.headers ?? {}).some((header) => header.includes(value));
