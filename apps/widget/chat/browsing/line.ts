import type { ClientFrameInput, ServerFrame, ShownInvitation } from '@cskefu/contract';
import { CloseCode } from '@cskefu/contract/limits';
import type { HostPage } from '../../loader/frame-messages.ts';
import type { KnownVisitor, KnownVisitorStore } from '../visit/known-visitor.ts';

export interface LineOptions {
  readonly url: string;
  readonly channelId: string;
  readonly locale: 'zh-CN' | 'en';
  readonly known: KnownVisitorStore;
  readonly onInvitation: (invitation: ShownInvitation | null) => void;
}

export interface Line {
  /** Another page is looked at. */
  turn(page: HostPage): void;
}

/** Nobody waits for it: after a restart of the desk thousands come back, and need not come at once. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;
/** For the first answer; then another tab may try. */
const GREETING_MS = 5_000;

/** A light connection of its own: says which page is looked at, hears of invitations, comes back whenever it was cut. */
export const openLine = ({ url, channelId, locale, known, onInvitation }: LineOptions): Line => {
  let page: HostPage | null = null;
  let socket: WebSocket | null = null;
  /** Whom the socket knows us as; null until it has answered. */
  let as: string | null = null;
  let tries = 0;

  const send = (frame: ClientFrameInput) => socket?.send(JSON.stringify(frame));

  const hear = (frame: ServerFrame, greeted: () => void) => {
    if (frame.type === 'ping') {
      send({ type: 'pong' });
      // The site may have proved meanwhile who this is.
      if (as !== null && known.load()?.token !== as) socket?.close();
    } else if (frame.type === 'invitation') onInvitation(frame.invitation);
    else if (frame.type === 'browsing') {
      tries = 0;
      as = known.load()?.token ?? remember(known, frame);
      greeted();
    }
  };

  const connect = (greeted: () => void = () => {}) => {
    const token = known.load()?.token;
    const mine = new WebSocket(url);
    socket = mine;
    as = null;
    mine.onopen = () => {
      if (page) send({ type: 'browse', channelId, locale, page, ...(token && { token }) });
    };
    mine.onmessage = ({ data }) => hear(JSON.parse(data), greeted);
    mine.onclose = ({ code }) => {
      greeted();
      socket = null;
      // The channel follows nobody.
      if (code === CloseCode.Unauthenticated) return;
      setTimeout(begin, Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries++));
    };
  };

  /** Two tabs that come for the first time at once must become one visitor. */
  const begin = () => {
    const alone = () =>
      new Promise<void>((resolve) => {
        setTimeout(resolve, GREETING_MS);
        connect(resolve);
      });
    if (known.load() || !navigator.locks) connect();
    else navigator.locks.request(`cskefu:${channelId}`, alone).catch(() => connect());
  };

  return {
    turn: (next) => {
      const isFirst = page === null;
      page = next;
      if (isFirst) begin();
      else if (as !== null) send({ type: 'page', page });
    },
  };
};

/** Whoever has only looked at pages has nothing that the chat must fetch for them. */
const remember = (known: KnownVisitorStore, { token, visitorId }: { token: string; visitorId: string }): string => {
  known.save({ token, id: visitorId, identified: false, passing: true } satisfies KnownVisitor);
  return token;
};
