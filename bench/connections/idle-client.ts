import { FIRST_SEQ } from '../desk/populate.ts';
import { kindOf, readMessage } from '../load/frame-scan.ts';
import { FrameSocket, textFrame } from '../load/frame-socket.ts';

const PONG = textFrame('{"type":"pong"}');
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;

export interface IdleClientOptions {
  readonly port: number;
  readonly localAddress: string;
  readonly token: string;
  readonly conversationId: string;
  onThere(): void;
}

export type ReturnPolicy = 'never' | 'at once' | 'backing off';

/** A visitor who has the page open and says nothing. */
export class IdleClient {
  /** Last number seen of the conversation's stream. */
  seq = FIRST_SEQ;
  doubled = 0;
  reordered = 0;
  returns: ReturnPolicy = 'never';
  readonly #options: IdleClientOptions;
  #socket: FrameSocket | null = null;
  #attempts = 0;

  constructor(options: IdleClientOptions) {
    this.#options = options;
  }

  get isConnected(): boolean {
    return this.#socket !== null;
  }

  connect(): void {
    const { port, localAddress, token, conversationId, onThere } = this.#options;
    const socket: FrameSocket = new FrameSocket({
      port,
      localAddress,
      onOpen: () => socket.send({ type: 'hello', protocol: 1, token, resume: [{ conversationId, after: this.seq }] }),
      onClose: () => this.#closed(socket),
      onFrame: (bytes, start) => {
        const kind = kindOf(bytes, start);
        if (kind === 'ping') socket.write(PONG);
        if (kind === 'message') this.#see(readMessage(bytes, start).seq);
        if (kind !== 'subscribed') return;
        this.#attempts = 0;
        onThere();
      },
    });
    this.#socket = socket;
  }

  cut(): void {
    this.#socket?.destroy();
  }

  #see(seq: number): void {
    if (seq <= this.seq) this.doubled++;
    else if (seq !== this.seq + 1) this.reordered++;
    this.seq = Math.max(this.seq, seq);
  }

  #closed(socket: FrameSocket): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    if (this.returns === 'never') return;
    const most = this.returns === 'at once' ? 0 : Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempts++);
    setTimeout(() => this.connect(), Math.random() * most);
  }
}
