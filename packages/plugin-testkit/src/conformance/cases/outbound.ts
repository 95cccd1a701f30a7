import type { ChannelCapabilities, Part, SendResult } from '@cskefu/plugin-sdk';
import { conformanceCase, type Subject } from '../conformance-case.ts';
import type { DeskSide } from '../desk-side.ts';
import { frame, framesOf } from '../frames.ts';
import { mentions } from '../mentions.ts';
import { messagesOf, parse } from '../messages-in.ts';
import { advertisedParts } from '../sample-parts.ts';
import { can, scripted, unless } from '../skips.ts';
import { sample, sendWhile, situation, type Trial } from '../trial.ts';
import { expectEqual, expectTrue } from '../unmet.ts';

const sends = can('send');
/** What reaches the customer is seen on the live connection, or in the requests to the provider. */
export const isSeen = (subject: Subject) =>
  subject.manifest.transport === 'live'
    ? null
    : unless(sends, scripted('carried', 'fixtures.provider.carried: what reaches the customer is not seen'))(subject);

export const expectSent = (result: SendResult, what: string): void =>
  expectTrue(result.ok && result.externalIds.length > 0, `${what} to be sent, with the provider's id`, result);

/** Over a live connection there is no provider. */
export const provideWell = (desk: DeskSide, { fixtures }: Trial): void => {
  if (fixtures.provider) desk.provide(fixtures.provider.well);
};

/** Text of exactly so many units; in bytes, a Chinese character takes three. */
const textOfLength = ({ maxLength, unit }: ChannelCapabilities['text'], more = 0): string =>
  unit === 'bytes'
    ? '字'.repeat(Math.floor((maxLength + more) / 3)) + 'a'.repeat((maxLength + more) % 3)
    : '字'.repeat(maxLength + more);

const lengthOf = (text: string, unit: ChannelCapabilities['text']['unit']): number =>
  unit === 'bytes' ? new TextEncoder().encode(text).length : [...text].length;

export const outboundCases = [
  conformanceCase({
    id: 12,
    name: 'every advertised part gets through, in both directions',
    skip: (subject) => (framesOf(subject.manifest, subject.fixtures)?.parts ? null : sends(subject)),
    skipOnDesk: isSeen,
    run: async (trial) => {
      if (trial.channel.manifest.can.includes('send')) await sendEveryPart(trial);
      await parseEveryPart(trial);
    },
    onDesk: async (desk, trial) => {
      provideWell(desk, trial);
      await desk.receive(sample({ threadId: 'kit-parts', senderId: 'kit-parts' }));
      const id = await desk.say('kit-parts', '一句话');
      expectEqual(await desk.arrived('kit-parts', id), [{ kind: 'text', text: '一句话' }], 'what reaches the customer');
    },
  }),
  conformanceCase({
    id: 13,
    name: 'what is not advertised never reaches send',
    skip: unless(({ manifest: { capabilities, transport } }) => {
      if (transport === 'live') return 'the desk shows it itself';
      return capabilities.media?.file ? 'it advertises all that an agent can send' : null;
    }, isSeen),
    onDesk: async (desk, trial) => {
      provideWell(desk, trial);
      await desk.receive(sample({ threadId: 'kit-strange', senderId: 'kit-strange' }));
      const kinds = (await desk.arrived('kit-strange', await desk.sayFile('kit-strange'))).map(({ kind }) => kind);
      expectEqual([...new Set(kinds)], ['text'], 'what reaches the customer in the place of a file');
    },
  }),
  conformanceCase({
    id: 14,
    name: 'text at the limit is one message, one more is cut',
    skip: sends,
    skipOnDesk: isSeen,
    run: async (trial) => {
      const { text } = trial.channel.manifest.capabilities;
      for (const more of [-1, 0]) {
        const words = textOfLength(text, more);
        trial.host.forget();
        expectSent(
          await sendWhile(trial, situation(trial, 'well'), [{ kind: 'text', text: words }]),
          `text of ${text.maxLength + more}`,
        );
        expectTrue(
          trial.host.requests.some((sent) => mentions(sent, words)),
          'the whole text at the provider',
          `${trial.host.requests.length} requests without it`,
        );
      }
    },
    onDesk: async (desk, trial) => {
      const { text } = trial.channel.manifest.capabilities;
      provideWell(desk, trial);
      await desk.receive(sample({ threadId: 'kit-length', senderId: 'kit-length' }));
      for (const more of [-1, 0, 1]) {
        const words = textOfLength(text, more);
        if (words.length > desk.maxTextLength) continue;
        const pieces = textsOf(await desk.arrived('kit-length', await desk.say('kit-length', words)));
        expectEqual(pieces.join(''), words, `the text of ${text.maxLength + more}`);
        expectEqual(pieces.length, more > 0 ? 2 : 1, 'the number of pieces');
        for (const piece of pieces)
          expectTrue(
            lengthOf(piece, text.unit) <= text.maxLength,
            `no piece over ${text.maxLength}`,
            `${piece.length}`,
          );
      }
    },
  }),
  conformanceCase({
    id: 15,
    name: "what was sent has the provider's id",
    skip: sends,
    run: async (trial) => expectSent(await sendWhile(trial, situation(trial, 'well')), 'a text'),
  }),
];

const textsOf = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));

const sendEveryPart = async (trial: Trial): Promise<void> => {
  for (const { part, words } of advertisedParts(trial.channel.manifest.capabilities, trial.fixtures)) {
    trial.host.forget();
    expectSent(await sendWhile(trial, situation(trial, 'well'), [part]), part.kind);
    const seen = trial.host.requests.some((sent) => mentions(sent, words));
    expectTrue(seen, `the ${part.kind} in what the provider is asked`, `no request mentions ${words}`);
  }
};

const parseEveryPart = async (trial: Trial): Promise<void> => {
  for (const [kind, make] of Object.entries(framesOf(trial.channel.manifest, trial.fixtures)?.parts ?? {})) {
    const events = await parse(
      trial,
      frame(trial, (config) => make(sample(), config)),
      `a message with ${kind}`,
    );
    const kinds = messagesOf(events).flatMap(({ parts }) => parts.map((part) => part.kind));
    expectTrue(kinds.includes(kind as Part['kind']), `a part ${kind}`, events);
  }
};
