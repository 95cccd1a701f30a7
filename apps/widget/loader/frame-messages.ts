import type { AuthorKind, Message, ShownInvitation } from '@cskefu/contract';

/** Who the visitor is, proved by the site: `signature` is the hex HMAC-SHA-256 of `userId` with the channel's secret. */
export interface Identity {
  readonly userId: string;
  readonly signature: string;
  readonly name?: string;
}

export interface HostPage {
  readonly url: string;
  readonly title: string;
  readonly referrer: string;
}

/** What the page of the site tells the chat inside its iframe. */
export type ToChat =
  | { cskefu: 'init'; page: HostPage; open: boolean; identity: Identity | null }
  | { cskefu: 'open' }
  | { cskefu: 'close' }
  | { cskefu: 'identify'; identity: Identity }
  /** Which page is looked at; only where the channel follows its visitors. */
  | { cskefu: 'page'; page: HostPage }
  | { cskefu: 'answer'; id: string; accepted: boolean };

/** A message that came in, as a listener on the page of the site gets it. */
export interface IncomingMessage {
  readonly id: string;
  readonly at: string;
  readonly author: { readonly kind: AuthorKind; readonly name: string };
  readonly kind: Message['kind'];
  readonly text: string | null;
}

/** What the chat tells the page of the site. `hello`: it listens now and wants `init`. */
export type ToHost =
  | { cskefu: 'hello' }
  | { cskefu: 'close' }
  | { cskefu: 'unread'; detail: number }
  | { cskefu: 'message'; detail: IncomingMessage }
  | { cskefu: 'invitation'; detail: ShownInvitation | null };
