import type { InboundEvent, InboundMessage } from '@cskefu/plugin-sdk';
import type { SampleMessage } from '../../channel/fixtures.ts';
import { conformanceCase, type Subject } from '../conformance-case.ts';
import { batchFrame, frame, framesOf, messageFrame } from '../frames.ts';
import { messagesOf, parse, parseMessage, textOf } from '../messages-in.ts';
import { framed, parses, takesFrames, unless } from '../skips.ts';
import { sample, type Trial } from '../trial.ts';
import { expectEqual, expectTrue } from '../unmet.ts';
import { isGenuine } from './door.ts';

const isLive = ({ manifest }: Subject) => manifest.transport === 'live';
/** The desk drives a channel with live transport itself; others by their provider. */
const takesMessages = (subject: Subject) => (isLive(subject) ? null : parses(subject));
const NEVER_HEARD_OF = { type: 'kit.unknown', event: 'kit.unknown' };

export const inboundCases = [
  conformanceCase({
    id: 1,
    name: 'what is valid becomes a message',
    skip: unless(takesFrames, parses),
    run: async (trial) => {
      const wanted = sample();
      const raw = messageFrame(trial, wanted);
      expectTrue(await isGenuine(trial, raw), 'a genuine request to be accepted', 'it was rejected');
      const message = await parseMessage(trial, wanted);
      expectEqual(textOf(message), wanted.text, 'the text');
      expectTrue(message.sender.externalId.includes(wanted.senderId), `the sender ${wanted.senderId}`, message.sender);
      expectTrue(message.thread.id.includes(wanted.threadId), `the thread ${wanted.threadId}`, message.thread);
    },
  }),
  conformanceCase({
    id: 4,
    name: 'what is delivered twice is one message',
    skip: unless(takesFrames, parses),
    skipOnDesk: takesMessages,
    run: async (trial) => {
      const wanted = sample();
      const first = await parseMessage(trial, wanted);
      const again = await parseMessage(trial, wanted, Date.now() + 60_000);
      expectEqual(again.externalId, first.externalId, 'the externalId of the second delivery');
      const other = await parseMessage(trial, sample());
      expectTrue(other.externalId !== first.externalId, 'another externalId for another message', other.externalId);
      if (comesInBatches(trial)) await comeAgainAmongOthers(trial);
    },
    onDesk: async (desk) => {
      const twice = sample({ threadId: 'kit-twice', senderId: 'kit-twice' });
      await desk.receive(twice);
      await desk.receive(twice);
      expectEqual(await desk.heard('kit-twice', 1), [twice.text], 'what the desk has after two deliveries');
    },
  }),
  conformanceCase({
    id: 5,
    name: 'what is delivered in another order keeps its own time',
    skip: unless(takesFrames, parses),
    skipOnDesk: takesMessages,
    run: async (trial) => {
      const now = Math.floor(Date.now() / 1_000) * 1_000;
      const late = await parseMessage(trial, sample({ at: now - 1_000 }));
      const early = await parseMessage(trial, sample({ at: now - 120_000 }));
      expectTrue(early.at < late.at, 'the earlier message to have the earlier time', {
        early: early.at,
        late: late.at,
      });
      if (comesInBatches(trial)) await comeTheOtherWayRound(trial, now);
    },
    onDesk: async (desk) => {
      const thread = { threadId: 'kit-order', senderId: 'kit-order' };
      const early = sample({ ...thread, at: Math.floor(Date.now() / 1_000) * 1_000 - 60_000 });
      const late = sample(thread);
      await desk.receive(late);
      await desk.receive(early);
      const heard = [...(await desk.heard('kit-order', 2))].sort();
      expectEqual(heard, [early.text, late.text].sort(), 'what the desk has');
    },
  }),
  conformanceCase({
    id: 6,
    name: 'a batch gives every event in it',
    skip: unless(takesFrames, parses, framed('batch', 'events come one at a time')),
    run: async (trial) => {
      const samples = [sample(), sample({ senderId: 'kit-sender-2', threadId: 'kit-thread-2' }), sample()];
      const messages = await inBatch(trial, samples);
      expectEqual(
        messages.map(textOf),
        samples.map(({ text }) => text),
        'the texts of the batch',
      );
      expectEqual(
        new Set(messages.map(({ externalId }) => externalId)).size,
        samples.length,
        'the number of different externalIds',
      );
    },
  }),
  conformanceCase({
    id: 7,
    name: 'an unknown event is ignored, not thrown',
    skip: unless(takesFrames, parses),
    run: async (trial) => {
      const make = framesOf(trial.channel.manifest, trial.fixtures)?.unknown ?? (() => ({ body: NEVER_HEARD_OF }));
      const events: readonly InboundEvent[] = await parse(trial, frame(trial, make), 'an event that it does not know');
      expectEqual(events, [], 'what an unknown event says');
    },
  }),
];

const comesInBatches = ({ channel, fixtures }: Trial): boolean =>
  framesOf(channel.manifest, fixtures)?.batch !== undefined;

/** As when a connection begins a little before the place where the last one was. */
const comeAgainAmongOthers = async (trial: Trial): Promise<void> => {
  const twice = sample();
  const alone = await parseMessage(trial, twice);
  const again = (await inBatch(trial, [sample(), twice])).find((message) => textOf(message) === twice.text);
  if (again) expectEqual(again.externalId, alone.externalId, 'the externalId of what comes again, among others,');
};

const comeTheOtherWayRound = async (trial: Trial, now: number): Promise<void> => {
  const samples = [now, now - 60_000, now - 120_000].map((at) => sample({ at }));
  for (const message of await inBatch(trial, samples)) {
    const wanted = samples.find(({ text }) => text === textOf(message));
    if (wanted) expectEqual(message.at, wanted.at, 'the time of each, in a batch whose latest message comes first,');
  }
};

/** Whether all of them come is another case. */
const inBatch = async (trial: Trial, samples: readonly SampleMessage[]): Promise<readonly InboundMessage[]> =>
  messagesOf(await parse(trial, batchFrame(trial, samples), 'a batch'));
