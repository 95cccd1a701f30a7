import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const TEXT = 0x81;
const MASKED = 0x80;
const CLOSE = 0x8;
const UPGRADED = Buffer.from('HTTP/1.1 101');
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const READ_BYTES = 256 * 1024;

/** All sockets read into the same memory: a chunk is handled before the next one is read. */
const readBuffer = Buffer.allocUnsafe(READ_BYTES);

export interface FrameSocketOptions {
  readonly port: number;
  readonly host?: string;
  readonly localAddress?: string;
  readonly path?: string;
  readonly cookie?: string;
  onOpen(socket: FrameSocket): void;
  /** A whole text frame: bytes from `start` to `end`, valid during the call only. */
  onFrame(bytes: Buffer, start: number, end: number): void;
  onClose?(): void;
}

/**
 * A WebSocket client that does as little as a client can, so that what is measured is the server: no strings, no objects, no copies, no
 * events for each frame. Loopback and trusted servers only.
 */
export class FrameSocket {
  readonly #options: FrameSocketOptions;
  readonly #socket: Socket;
  #upgraded = false;
  #rest: Buffer | null = null;
  #closed = false;

  constructor(options: FrameSocketOptions) {
    this.#options = options;
    this.#socket = connect({
      port: options.port,
      host: options.host ?? '127.0.0.1',
      ...(options.localAddress === undefined ? {} : { localAddress: options.localAddress }),
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (length, buffer) => {
          this.#hear(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          return true;
        },
      },
    });
    this.#socket.on('connect', () => this.#socket.write(this.#upgradeRequest()));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.#closed = true;
      options.onClose?.();
    });
  }

  get isOpen(): boolean {
    return this.#upgraded && !this.#closed;
  }

  /** A frame made by `textFrame` or a `FrameTemplate`. */
  write(frame: Buffer): void {
    this.#socket.write(frame);
  }

  send(value: object): void {
    this.write(textFrame(JSON.stringify(value)));
  }

  /** Cuts the connection without a word. */
  destroy(): void {
    this.#socket.destroy();
  }

  #upgradeRequest(): string {
    const { path = '/realtime', port, cookie } = this.#options;
    const key = randomBytes(16).toString('base64');
    return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n${cookie ? `Cookie: ${cookie}\r\nOrigin: http://127.0.0.1:${port}\r\n` : ''}\r\n`;
  }

  #hear(chunk: Buffer): void {
    let bytes = chunk;
    if (this.#rest) {
      bytes = Buffer.concat([this.#rest, chunk]);
      this.#rest = null;
    }
    let at = this.#upgraded ? 0 : this.#readHead(bytes);
    if (at < 0) return;
    for (;;) {
      const next = this.#readFrame(bytes, at);
      if (next < 0) break;
      at = next;
    }
    if (at < bytes.length) this.#rest = Buffer.from(bytes.subarray(at));
  }

  /** Position after the head of the answer, or -1 if it is not all there. */
  #readHead(bytes: Buffer): number {
    const end = bytes.indexOf(END_OF_HEAD);
    if (end < 0) {
      this.#rest = Buffer.from(bytes);
      return -1;
    }
    if (bytes.compare(UPGRADED, 0, UPGRADED.length, 0, UPGRADED.length) !== 0) {
      this.#socket.destroy();
      return -1;
    }
    this.#upgraded = true;
    this.#options.onOpen(this);
    return end + END_OF_HEAD.length;
  }

  /** Hands on the frame at `at`; answers with the position after it, or -1 if it is not all there. */
  #readFrame(bytes: Buffer, at: number): number {
    const { length: available } = bytes;
    if (at + 2 > available) return -1;
    let length = (bytes[at + 1] as number) & 0x7f;
    let start = at + 2;
    if (length === 126) {
      if (at + 4 > available) return -1;
      length = bytes.readUInt16BE(at + 2);
      start = at + 4;
    } else if (length === 127) {
      if (at + 10 > available) return -1;
      length = bytes.readUInt32BE(at + 6);
      start = at + 10;
    }
    const end = start + length;
    if (end > available) return -1;
    if (((bytes[at] as number) & 0x0f) === CLOSE) this.#socket.destroy();
    else this.#options.onFrame(bytes, start, end);
    return end;
  }
}

const MASK = randomBytes(4);

/** A masked text frame, as clients have to send it. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([TEXT, MASKED | payload.length])
      : Buffer.from([TEXT, MASKED | 126, payload.length >> 8, payload.length & 0xff]);
  for (let index = 0; index < payload.length; index++)
    payload[index] = (payload[index] as number) ^ (MASK[index & 3] as number);
  return Buffer.concat([head, MASK, payload]);
}

const HEX = Buffer.from('0123456789abcdef');
/** Digits of a number in a frame. */
export const NUMBER_DIGITS = 12;

/** A frame that is the same each time but for one number, which stands in it wherever `NUMBER_DIGITS` zeros are marked. */
export class FrameTemplate {
  readonly #frame: Buffer;
  readonly #places: readonly number[];
  readonly #payloadAt: number;

  /** `text` has `marker` at each place of the number. */
  constructor(text: string, marker: string) {
    const zeros = '0'.repeat(NUMBER_DIGITS);
    const places: number[] = [];
    for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + marker.length)) places.push(at);
    const whole = text.replaceAll(marker, zeros);
    this.#frame = textFrame(whole);
    this.#payloadAt = this.#frame.length - Buffer.byteLength(whole);
    this.#places = places.map(
      (place, index) => Buffer.byteLength(text.slice(0, place)) - index * (Buffer.byteLength(marker) - NUMBER_DIGITS),
    );
  }

  with(number: number): Buffer {
    const frame = Buffer.allocUnsafe(this.#frame.length);
    this.#frame.copy(frame);
    for (const place of this.#places) {
      let rest = number;
      for (let at = place + NUMBER_DIGITS - 1; rest > 0; at--, rest = Math.floor(rest / 16)) {
        frame[this.#payloadAt + at] = (HEX[rest % 16] as number) ^ (MASK[at & 3] as number);
      }
    }
    return frame;
  }
}

/** The number whose last eight digits end before `end`. */
export function readNumber(bytes: Buffer, end: number): number {
  let number = 0;
  for (let at = end - 8; at < end; at++) {
    const byte = bytes[at] as number;
    number = number * 16 + (byte < 58 ? byte - 48 : byte - 87);
  }
  return number;
}
