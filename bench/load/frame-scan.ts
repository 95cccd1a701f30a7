import { readNumber } from './frame-socket.ts';

/** What the load generator wants to know of a frame, read from its bytes: parsing each as JSON would cost more than serving it. */
export type FrameKind = 'message' | 'event' | 'ack' | 'send' | 'error' | 'ping' | 'welcome' | 'subscribed' | 'other';

const code = (character: string) => character.charCodeAt(0);
const [A, E, P, S, W] = ['a', 'e', 'p', 's', 'w'].map(code);
const [I, R, U, V, M] = ['i', 'r', 'u', 'v', 'm'].map(code);

const TYPE_AT = '{"type":"'.length;
const EVENT_TYPE_AT = '{"type":"event","event":{"type":"'.length;
const CONVERSATION_AT = '{"type":"event","event":{"type":"message.created","conversationId":"'.length;
const UUID = 36;
const SEQ_AT = CONVERSATION_AT + UUID + '","seq":'.length;
const AFTER_SEQ = ',"at":"2026-01-01T00:00:00.000Z","message":{"id":"'.length;
const ACK_ID_AT = '{"type":"ack","id":"'.length;
const SEND_ID_AT = '{"type":"send","id":"'.length;

export function kindOf(bytes: Buffer, start: number): FrameKind {
  const first = bytes[start + TYPE_AT];
  const second = bytes[start + TYPE_AT + 1];
  if (first === E && second === V) return bytes[start + EVENT_TYPE_AT] === M ? 'message' : 'event';
  if (first === A) return 'ack';
  if (first === P && second === I) return 'ping';
  if (first === S) return second === U ? 'subscribed' : 'send';
  if (first === W) return 'welcome';
  return first === E && second === R ? 'error' : 'other';
}

export const ackNumber = (bytes: Buffer, start: number): number => readNumber(bytes, start + ACK_ID_AT + UUID);
export const sendNumber = (bytes: Buffer, start: number): number => readNumber(bytes, start + SEND_ID_AT + UUID);

/** Fields of the last frame given to `readMessage`. */
export const message = { number: 0, seq: 0 };

export function readMessage(bytes: Buffer, start: number): typeof message {
  let at = start + SEQ_AT;
  let seq = 0;
  for (let digit = (bytes[at] as number) - 48; digit >= 0 && digit <= 9; digit = (bytes[++at] as number) - 48)
    seq = seq * 10 + digit;
  message.seq = seq;
  message.number = readNumber(bytes, at + AFTER_SEQ + UUID);
  return message;
}
