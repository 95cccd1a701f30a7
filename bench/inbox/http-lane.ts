import { connect, type Socket } from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** One kept-alive HTTP connection that asks the same question again and again and reads no more of the answer than its length. */
export class HttpLane {
  readonly #socket: Socket;
  readonly #request: string;
  #pending: Buffer = Buffer.alloc(0);
  #answered: ((status: number) => void) | null = null;

  constructor(port: number, path: string, cookie: string) {
    this.#request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nAccept: application/json\r\n\r\n`;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => this.#hear(chunk as Buffer));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => this.#settle(0));
  }

  /** Resolves with the status of the answer; 0: the connection is gone. */
  ask(): Promise<number> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      if (this.#socket.destroyed) this.#settle(0);
      else this.#socket.write(this.#request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const end = this.#pending.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.#pending.toString('latin1', 0, end);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) throw new Error(`an answer without a length:\n${head}`);
    if (this.#pending.length < end + END_OF_HEAD.length + length) return;
    this.#pending = Buffer.alloc(0);
    this.#settle(Number(head.slice(9, 12)));
  }

  #settle(status: number): void {
    const answered = this.#answered;
    this.#answered = null;
    answered?.(status);
  }
}
