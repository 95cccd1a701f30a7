import type { ChannelCapabilities, Part, SendResult } from '@cskefu/plugin-sdk';
import { conformanceCase, type Subject } from '../conformance-case.ts';
import { mentions } from '../mentions.ts';
import { messagesOf, parse } from '../messages-in.ts';
import { advertisedParts, unadvertisedPart } from '../sample-parts.ts';
import { can } from '../skips.ts';
import { request, sample, sendWhile, situation, type Trial } from '../trial.ts';
import { expectEqual, expectTrue } from '../unmet.ts';

const sends = can('send');
/** On a desk a channel with live transport sends, too: over the visitor's own connection. */
const writes = (subject: Subject) => (subject.manifest.transport === 'live' ? null : sends(subject));

export const expectSent = (result: SendResult, what: string): void =>
  expectTrue(result.ok && result.externalIds.length > 0, `${what} to be sent, with the provider's id`, result);

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
    skip: (subject) => (subject.fixtures.webhooks?.parts ? null : sends(subject)),
    skipOnDesk: writes,
    run: async (trial) => {
      if (trial.channel.manifest.can.includes('send')) await sendEveryPart(trial);
      await parseEveryPart(trial);
    },
    onDesk: async (desk) => {
      await desk.receive(sample({ threadId: 'kit-parts', senderId: 'kit-parts' }));
      const id = await desk.say('kit-parts', { kind: 'text', text: '一句话' });
      expectEqual(await desk.arrived('kit-parts', id), [{ kind: 'text', text: '一句话' }], 'what reaches the customer');
    },
  }),
  conformanceCase({
    id: 13,
    name: 'what is not advertised never reaches send',
    skip: writes,
    onDesk: async (desk, trial) => {
      const strange = unadvertisedPart(trial.channel.manifest.capabilities);
      if (!strange) return;
      await desk.receive(sample({ threadId: 'kit-strange', senderId: 'kit-strange' }));
      const id = await desk.say('kit-strange', strange.part);
      const kinds = (await desk.arrived('kit-strange', id)).map(({ kind }) => kind);
      expectTrue(
        kinds.length > 0 && !kinds.includes(strange.part.kind),
        `something in the place of ${strange.part.kind}`,
        kinds,
      );
    },
  }),
  conformanceCase({
    id: 14,
    name: 'text at the limit is one message, one more is cut',
    skip: sends,
    skipOnDesk: writes,
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
      await desk.receive(sample({ threadId: 'kit-length', senderId: 'kit-length' }));
      for (const more of [-1, 0, 1]) {
        const words = textOfLength(text, more);
        const id = await desk.say('kit-length', { kind: 'text', text: words });
        const pieces = textsOf(await desk.arrived('kit-length', id));
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
  for (const [kind, make] of Object.entries(trial.fixtures.webhooks?.parts ?? {})) {
    const events = await parse(trial, request(trial, make(sample(), trial.fixtures.config)), `a message with ${kind}`);
    const kinds = messagesOf(events).flatMap(({ parts }) => parts.map((part) => part.kind));
    expectTrue(kinds.includes(kind as Part['kind']), `a part ${kind}`, events);
  }
};
