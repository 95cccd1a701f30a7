import type { Socket } from 'node:net';
import { decode, encode } from './codec.ts';
import { MAX_FRAME_BYTES, type Port, type PortEnd, type PortListener } from './port.ts';

const HEADER_BYTES = 4;
/** A peer that does not read is not written to without end. */
const MAX_UNSENT_BYTES = 64 * MAX_FRAME_BYTES;

/**
 * Frames over a pipe between two processes: four bytes of length, then the frame. The built-in message channel of child processes does the same, but
 * takes frames of any size and as many as come; here the length is known before a byte of the frame is kept.
 */
export const createSocketPort = (socket: Socket): Port => {
  let listener: PortListener | null = null;
  let ended = false;
  const end = (reason: PortEnd) => {
    if (ended) return;
    ended = true;
    socket.destroy();
    listener?.onEnd(reason);
  };
  const read = createReader((bytes) => {
    const frame = decode(bytes);
    if (frame && !ended) listener?.onFrame(frame);
    return frame !== null;
  });
  socket.on('data', (chunk: Buffer) => {
    const trouble = ended ? null : read(chunk);
    if (trouble) end(trouble);
  });
  socket.on('close', () => end('closed'));
  socket.on('error', () => end('closed'));
  return {
    listen: (given) => {
      listener = given;
    },
    send: (frame) => {
      const bytes = encode(frame);
      if (ended) return;
      if (socket.writableLength > MAX_UNSENT_BYTES) return end('closed');
      const header = Buffer.allocUnsafe(HEADER_BYTES);
      header.writeUInt32LE(bytes.length);
      socket.write(Buffer.concat([header, bytes]));
    },
    close: (reason = 'closed') => end(reason),
  };
};

/** Cuts a stream of bytes into frames; answers with what is wrong, if anything is. */
const createReader = (onBytes: (bytes: Buffer) => boolean) => {
  let kept: Buffer = Buffer.alloc(0);
  return (chunk: Buffer): 'too_large' | 'malformed' | null => {
    kept = kept.length > 0 ? Buffer.concat([kept, chunk]) : chunk;
    while (kept.length >= HEADER_BYTES) {
      const length = kept.readUInt32LE(0);
      if (length > MAX_FRAME_BYTES) return 'too_large';
      const next = HEADER_BYTES + length;
      if (kept.length < next) break;
      const bytes = kept.subarray(HEADER_BYTES, next);
      kept = kept.subarray(next);
      if (!onBytes(bytes)) return 'malformed';
    }
    return null;
  };
};
