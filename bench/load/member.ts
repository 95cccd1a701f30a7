import { numberOf } from '../desk/numbered-ids.ts';
import { ackNumber, kindOf, readMessage, sendNumber } from './frame-scan.ts';
import { FrameSocket, type FrameTemplate, textFrame } from './frame-socket.ts';
import type { Ledger } from './ledger.ts';
import { Line } from './line.ts';

const PONG = textFrame('{"type":"pong"}');
const DEFAULT_RETRY_MS = 500;

export interface MemberOptions {
  readonly port: number;
  readonly token?: string;
  readonly cookie?: string;
  readonly resume: readonly { conversationId: string; after: number }[];
  /** 0: a visitor; 1: an agent. */
  readonly side: 0 | 1;
  readonly ledger: Ledger;
  /** Whether the server answers each message with `ack`. */
  readonly acknowledges: boolean;
  frameFor(number: number, round: number): FrameTemplate;
  /** A message of the other side has arrived, so many milliseconds after it was due. */
  onArrival(milliseconds: number): void;
  onRefusal(): void;
}

/** One visitor or agent: a connection, what comes in on it, and the line of what goes out. */
export class Member {
  /** Resolves when the server has said `subscribed` for every conversation. */
  readonly ready: Promise<void>;
  readonly #options: MemberOptions;
  readonly #socket: FrameSocket;
  readonly #line: Line;
  #missing: number;
  #becomeReady: () => void = () => {};

  constructor(options: MemberOptions) {
    const { port, token, cookie, resume } = options;
    this.#options = options;
    this.#missing = resume.length;
    this.#line = new Line((number, round) => this.#transmit(number, round));
    this.ready = new Promise((resolve, reject) => {
      this.#becomeReady = resolve;
      this.#closed = reject;
    });
    this.#socket = new FrameSocket({
      port,
      ...(cookie === undefined ? {} : { cookie }),
      onOpen: (socket) =>
        socket.send({ type: 'hello', protocol: 1, ...(token === undefined ? {} : { token }), resume }),
      onFrame: (bytes, start, end) => this.#hear(bytes, start, end),
      onClose: () => this.#closed(new Error('the server closed a connection')),
    });
  }

  #closed: (error: Error) => void = () => {};

  write(number: number): void {
    this.#line.add(number);
  }

  #transmit(number: number, round: number): void {
    this.#socket.write(this.#options.frameFor(number, round).with(number));
    if (this.#options.acknowledges) return;
    this.#options.ledger.acknowledge(number);
    queueMicrotask(() => this.#line.stored(number));
  }

  #hear(bytes: Buffer, start: number, end: number): void {
    const { ledger, side } = this.#options;
    switch (kindOf(bytes, start)) {
      case 'message': {
        const { number, seq } = readMessage(bytes, start);
        this.#arrived(ledger.see(side, number, seq, performance.now()));
        return;
      }
      case 'ack': {
        const number = ackNumber(bytes, start);
        ledger.acknowledge(number);
        this.#line.stored(number);
        return;
      }
      case 'send':
        this.#arrived(ledger.arrive(sendNumber(bytes, start), performance.now()));
        return;
      case 'ping':
        this.#socket.write(PONG);
        return;
      case 'subscribed':
        this.#missing--;
        if (this.#missing === 0) this.#becomeReady();
        return;
      case 'event': {
        const { event } = parse(bytes, start, end) as { event: { conversationId: string; seq: number } };
        ledger.advance(side, numberOf(event.conversationId), event.seq);
        return;
      }
      case 'error': {
        const { id, retryAfterMs } = parse(bytes, start, end) as { id?: string; retryAfterMs?: number };
        this.#options.onRefusal();
        if (id !== undefined) this.#line.refused(retryAfterMs ?? DEFAULT_RETRY_MS);
        return;
      }
      default:
    }
  }

  #arrived(milliseconds: number | null): void {
    if (milliseconds !== null) this.#options.onArrival(milliseconds);
  }
}

function parse(bytes: Buffer, start: number, end: number): unknown {
  return JSON.parse(bytes.toString('utf8', start, end));
}
