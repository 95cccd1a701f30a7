import type { Duplex } from 'node:stream';
import { CloseCode } from '@cskefu/contract';
import type { WebSocket } from 'ws';
import type { Metrics } from '../metrics/index.ts';

/** Bytes waiting for a reader, beyond which it is cut off and has to resume. */
const SLOW_READER_BYTES = 1024 * 1024;
/** Bytes waiting for a reader, beyond which frames that may be lost are. */
const DROP_BYTES = 64 * 1024;

/** One open socket. Writes of one turn of the loop leave in one system call. */
export class Connection {
  readonly ip: string;
  readonly #socket: WebSocket;
  readonly #wire: Duplex;
  readonly #metrics: Metrics;
  #corked = false;
  #closing = false;
  /** Turns of the heartbeat since anything was heard. */
  silence = 0;
  malformed = 0;

  constructor(socket: WebSocket, wire: Duplex, ip: string, metrics: Metrics) {
    this.#socket = socket;
    this.#wire = wire;
    this.#metrics = metrics;
    this.ip = ip;
  }

  get isOpen(): boolean {
    return !this.#closing && this.#socket.readyState === this.#socket.OPEN;
  }

  /** Writes a frame; a reader that is too slow is closed with the code that says "resume". */
  deliver(frame: Buffer | string): void {
    if (!this.isOpen) return;
    if (this.#wire.writableLength > SLOW_READER_BYTES) {
      this.#metrics.slowReadersClosed.inc();
      this.bye('slow_reader', CloseCode.SlowReader, 0);
      return;
    }
    this.#cork();
    this.#socket.send(frame, { binary: false });
  }

  send(frame: object): void {
    this.deliver(JSON.stringify(frame));
  }

  /** Undefined when little is waiting for the reader; else resolves when it has read, or is gone. */
  whenWritable(): Promise<void> | undefined {
    if (this.#wire.writableLength < DROP_BYTES || !this.isOpen) return undefined;
    return new Promise((resolve) => {
      const go = () => {
        this.#wire.off('drain', go);
        this.#wire.off('close', go);
        resolve();
      };
      this.#wire.on('drain', go);
      this.#wire.on('close', go);
    });
  }

  /** For what may be lost: typing, presence. */
  sendDroppable(frame: Buffer | string): void {
    if (this.#wire.writableLength > DROP_BYTES) this.#metrics.framesDropped.inc();
    else this.deliver(frame);
  }

  /** Says why, and closes. What is still buffered is given two seconds. */
  bye(
    reason: 'draining' | 'slow_reader' | 'signed_out' | 'access_changed',
    code: number,
    reconnectAfterMs: number,
  ): void {
    if (!this.isOpen) return;
    this.#socket.send(JSON.stringify({ type: 'bye', reason, reconnectAfterMs }));
    this.close(code, reason);
  }

  close(code: number, reason: string): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), 2_000).unref();
  }

  terminate(): void {
    this.#closing = true;
    this.#socket.terminate();
  }

  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#wire.cork();
    process.nextTick(() => {
      this.#corked = false;
      this.#wire.uncork();
    });
  }
}
