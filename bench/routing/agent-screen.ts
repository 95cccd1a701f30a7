import { type IncomingMessage, request } from 'node:http';
import { FrameSocket, textFrame } from '../load/frame-socket.ts';

const PONG = textFrame('{"type":"pong"}');

export interface AgentScreenOptions {
  readonly port: number;
  readonly agentId: string;
  readonly cookie: string;
}

/** What an agent's browser does here: shows what they are given, and ends one when told. */
export class AgentScreen {
  /** Conversations on the screen, the oldest first. */
  readonly served = new Set<string>();
  readonly #options: AgentScreenOptions;
  readonly #ended = new Set<string>();
  #socket: FrameSocket | null = null;
  #onGiven: (() => void) | null = null;

  constructor(options: AgentScreenOptions, served: readonly string[]) {
    this.#options = options;
    for (const id of served) this.served.add(id);
  }

  connect(): Promise<void> {
    const { port, cookie } = this.#options;
    return new Promise((resolve, reject) => {
      const socket: FrameSocket = new FrameSocket({
        port,
        cookie,
        onOpen: () => socket.send({ type: 'hello', protocol: 1 }),
        onClose: () => reject(new Error('the desk closed the connection')),
        onFrame: (bytes, start, end) => {
          const text = bytes.toString('utf8', start, end);
          if (text.startsWith('{"type":"ping"')) socket.write(PONG);
          if (text.startsWith('{"type":"welcome"')) resolve();
          if (text.startsWith('{"type":"inbox"')) this.#show(text);
        },
      });
      this.#socket = socket;
    });
  }

  /** Ends the oldest conversation; resolves with the milliseconds until the next one is on the screen. */
  async finishOne(patienceMs: number): Promise<number> {
    const [id = ''] = this.served;
    this.served.delete(id);
    this.#ended.add(id);
    const begun = performance.now();
    const given = new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing came within ${patienceMs} ms`)), patienceMs);
      this.#onGiven = () => {
        clearTimeout(timer);
        resolve(performance.now() - begun);
      };
    });
    given.catch(() => {});
    await this.#close(id);
    return given;
  }

  disconnect(): void {
    this.#socket?.destroy();
  }

  #show(text: string): void {
    const { rows } = JSON.parse(text) as { rows: { id: string; state: string; agent: { id: string } | null }[] };
    for (const { id, state, agent } of rows) {
      if (state !== 'active' || agent?.id !== this.#options.agentId) continue;
      if (this.served.has(id) || this.#ended.has(id)) continue;
      this.served.add(id);
      this.#onGiven?.();
      this.#onGiven = null;
    }
  }

  #close(id: string): Promise<void> {
    const { port, cookie } = this.#options;
    return new Promise((resolve, reject) => {
      const answered = (response: IncomingMessage) => {
        response.resume();
        if (response.statusCode === 200) resolve();
        else reject(new Error(`closing answered ${response.statusCode}`));
      };
      request({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: `/api/conversations/${id}/close`,
        headers: {
          cookie,
          origin: `http://127.0.0.1:${port}`,
          'content-type': 'application/json',
          'content-length': 2,
        },
      })
        .on('response', answered)
        .on('error', reject)
        .end('{}');
    });
  }
}
