import type { InboundEvent, InboundMessage, RawRequest } from '@cskefu/plugin-sdk';
import type { SampleMessage } from '../channel/fixtures.ts';
import { messageFrame } from './frames.ts';
import type { Trial } from './trial.ts';
import { shown, Unmet } from './unmet.ts';

export const parse = async (
  trial: Trial,
  raw: RawRequest,
  what = 'a valid request',
): Promise<readonly InboundEvent[]> => {
  try {
    return await trial.channel.parse(raw);
  } catch (error) {
    throw new Unmet(`parse to read ${what}`, `it threw ${shown(error)}`);
  }
};

export const messagesOf = (events: readonly InboundEvent[]): InboundMessage[] =>
  events.filter((event) => event.type === 'message');

/** The one message of a sample, parsed. */
export const parseMessage = async (trial: Trial, message: SampleMessage, now?: number): Promise<InboundMessage> => {
  const events = await parse(trial, messageFrame(trial, message, now));
  const [first, ...more] = messagesOf(events);
  if (!first || more.length > 0) throw new Unmet('exactly one message', `came ${shown(events)}`);
  return first;
};

export const textOf = (message: Pick<InboundMessage, 'parts'>): string =>
  message.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n');
