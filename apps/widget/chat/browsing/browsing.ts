import type { ToChat } from '../../loader/frame-messages.ts';
import type { Address } from '../address.ts';
import type { TellHost } from '../host-bridge.ts';
import type { Talk } from '../talk/talk.ts';
import { knownVisitorStore } from '../visit/known-visitor.ts';
import { type Line, openLine } from './line.ts';
import { shortened } from './shortened.ts';

export interface BrowsingParts {
  readonly address: Pick<Address, 'channelId' | 'lang'>;
  readonly storage: Parameters<typeof knownVisitorStore>[0];
  readonly talk: Pick<Talk, 'http' | 'start'>;
  readonly tellHost: TellHost | null;
}

type Message = Extract<ToChat, { cskefu: 'page' | 'answer' }>;

let line: Line | null = null;

/** What the page around the chat says of itself and of invitations, and what it is told. */
export const browsing = (message: Message, { address, storage, talk, tellHost }: BrowsingParts): void => {
  if (message.cskefu === 'answer') return void answer(message, talk);
  line ??= openLine({
    url: `${location.origin.replace('http', 'ws')}/realtime`,
    channelId: address.channelId,
    locale: address.lang === 'en' ? 'en' : 'zh-CN',
    known: knownVisitorStore(storage, address.channelId),
    onInvitation: (invitation) => tellHost?.({ cskefu: 'invitation', detail: invitation }),
  });
  line.turn(shortened(message.page));
};

const answer = async (
  { id, accepted }: Extract<Message, { cskefu: 'answer' }>,
  { http, start }: BrowsingParts['talk'],
): Promise<void> => {
  try {
    const params = { id };
    if (accepted) await http.request('POST /api/visitor/invitations/:id/accept', { params });
    else await http.request('POST /api/visitor/invitations/:id/refuse', { params });
  } catch (error) {
    // Too late, or no network: whoever wanted to talk has the chat open, and writes.
    console.warn('Cskefu: the invitation could not be answered', error);
  }
  if (accepted) start();
};
