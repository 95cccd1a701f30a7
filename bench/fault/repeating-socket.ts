import WebSocket from 'ws';
import type { SocketLike } from '../../packages/client/src/index.ts';
import { numberOf } from '../desk/numbered-ids.ts';
import type { Random } from './random.ts';

const TWICE = 0.03;
const AGAIN_LATER = 0.02;
const SEND = '{"type":"send","id":"';
const idIn = (text: string) => text.slice(SEND.length, SEND.length + 36);

export interface RepeatingSocketOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly random: Random;
  onRepetition(): void;
}

/** A WebSocket that says some of its messages twice, at once or a few messages later. */
export function createRepeatingSocket({ url, headers, random, onRepetition }: RepeatingSocketOptions): SocketLike {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false });
  let kept: string | null = null;
  const repeat = (text: string) => {
    onRepetition();
    socket.send(text);
  };
  return {
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (text) => {
      socket.send(text);
      if (!text.startsWith(SEND)) return;
      if (random.chance(TWICE)) repeat(text);
      // Never one that this message has overtaken: after a refusal the client goes back, and order is its business.
      if (kept !== null && numberOf(idIn(kept)) < numberOf(idIn(text)) && random.chance(0.3)) {
        repeat(kept);
        kept = null;
      }
      if (random.chance(AGAIN_LATER)) kept = text;
    },
    close: () => socket.terminate(),
    addEventListener: socket.addEventListener.bind(socket) as SocketLike['addEventListener'],
  };
}
