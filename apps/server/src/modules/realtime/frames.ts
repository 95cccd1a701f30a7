import type { ConversationEvent, Message } from '@cskefu/contract';
import type { StreamFrame } from '../../platform/realtime/index.ts';
import { forVisitor } from '../conversations/index.ts';

/** An event as it goes out, serialized once for everybody. */
export function eventFrame(event: ConversationEvent): Buffer {
  return Buffer.from(`{"type":"event","event":${JSON.stringify(event)}}`);
}

/** An event of a stream: for the house, and, where that is less, for the visitor. */
export function streamFrame(event: ConversationEvent): StreamFrame {
  const told = forVisitor(event);
  return { seq: event.seq, frame: eventFrame(event), guestFrame: told === event ? undefined : eventFrame(told) };
}

/** The same for a message, without building the event first: this is the busiest line of the server. */
export function messageFrame(message: Message): Buffer {
  const { conversationId, seq, at } = message;
  return Buffer.from(
    `{"type":"event","event":{"type":"message.created","conversationId":"${conversationId}","seq":${seq},"at":"${at}","message":${JSON.stringify(message)}}}`,
  );
}

/** A numbered frame on its way to another node: four bytes of seq, then the frame. */
export function packFrame(seq: number, frame: Buffer): Buffer {
  const packed = Buffer.allocUnsafe(4 + frame.length);
  packed.writeUInt32BE(seq);
  frame.copy(packed, 4);
  return packed;
}

export function unpackFrame(packed: Uint8Array): { seq: number; frame: Buffer } {
  const buffer = Buffer.from(packed);
  return { seq: buffer.readUInt32BE(0), frame: buffer.subarray(4) };
}
