import type { AddressInfo } from 'node:net';
import type { ClientFrameInput, ErrorCode, ServerFrame } from '@cskefu/contract';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { welcome } from './fake-socket.ts';

type Send = Extract<ClientFrameInput, { type: 'send' }>;
type Misfortune = 'cut before' | 'cut after' | 'lost ack' | 'late ack' | 'refuse';
type Receipt = Extract<ServerFrame, { type: 'ack' }>;

const MAX_IN_FLIGHT = 8;
const at = '2026-01-01T00:00:00.000Z';

/**
 * The message path of the desk over real sockets, in miniature, with every misfortune that the protocol allows: cut before and
 * after the commit, lost and late acknowledgements, refusals for a moment. What it has stored is what the test looks at.
 */
export class FlakyServer {
  readonly url: string;
  /** Texts by conversation, in the order of their commits. */
  readonly stored = new Map<string, string[]>();
  readonly misfortunes = { cuts: 0, lostAcks: 0, refusals: 0, repetitions: 0 };
  /** Chance of a misfortune for each frame. */
  #chance = 0.25;
  readonly #receipts = new Map<string, Receipt>();
  readonly #random: () => number;
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer, random: () => number) {
    this.#server = server;
    this.#random = random;
    this.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (socket) => new Connection(this, socket));
  }

  static async start(random: () => number): Promise<FlakyServer> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    return new FlakyServer(server, random);
  }

  /** From now on all goes well. */
  calm(): void {
    this.#chance = 0;
  }

  cutAll(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  async stop(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  pick<T>(...choices: T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T;
  }

  misfortune(): Misfortune | null {
    if (this.#random() >= this.#chance) return null;
    return this.pick('cut before', 'cut after', 'lost ack', 'late ack', 'refuse', 'refuse');
  }

  store({ id, conversationId = 'open', message }: Send): Receipt {
    const known = this.#receipts.get(id);
    if (known) {
      this.misfortunes.repetitions++;
      return known;
    }
    const log = this.stored.get(conversationId) ?? [];
    log.push(message.text ?? '');
    this.stored.set(conversationId, log);
    const receipt: Receipt = { type: 'ack', id, conversationId, seq: log.length, at };
    this.#receipts.set(id, receipt);
    return receipt;
  }
}

/** Handles frames one after the other, a moment later; also those that were under way when the socket broke. */
class Connection {
  readonly #server: FlakyServer;
  readonly #socket: WebSocket;
  /** By conversation, the messages refused since something was refused: until one of them is repeated, all are. */
  readonly #refused = new Map<string, Set<string>>();
  #unanswered = 0;
  #isLost = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(server: FlakyServer, socket: WebSocket) {
    this.#server = server;
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('message', (data) => this.#receive(data));
  }

  #receive(data: RawData): void {
    const frame: ClientFrameInput = JSON.parse(String(data));
    if (frame.type === 'hello') this.#say({ ...welcome, maxInFlight: MAX_IN_FLIGHT });
    if (frame.type !== 'send') return;
    this.#unanswered++;
    this.#turn = this.#turn.then(() => moment(this.#server.pick(0, 0, 1, 3))).then(() => this.#handle(frame));
  }

  #handle(frame: Send): void {
    this.#unanswered--;
    const misfortune = this.#server.misfortune();
    if (this.#isBlocked(frame) || misfortune === 'refuse') this.#refuse(frame);
    else if (this.#unanswered >= MAX_IN_FLIGHT) this.#refuse(frame, 'too_many_in_flight');
    else if (this.#isLost || misfortune === 'cut before') this.#lose();
    else this.#answer(this.#server.store(frame), misfortune);
  }

  /** What comes after a frame that never arrived does not arrive either. */
  #lose(): void {
    this.#isLost = true;
    this.#cut();
  }

  #answer(receipt: Receipt, misfortune: Misfortune | null): void {
    if (misfortune === 'cut after') this.#cut();
    else if (misfortune === 'late ack') setTimeout(() => this.#say(receipt), 60);
    else if (misfortune === 'lost ack') this.#server.misfortunes.lostAcks++;
    else this.#say(receipt);
  }

  /** A repetition opens the way, for itself and for those behind it, unless it is refused again. */
  #isBlocked({ id, conversationId = 'open' }: Send): boolean {
    const refused = this.#refused.get(conversationId);
    if (!refused) return false;
    if (!refused.has(id)) return true;
    this.#refused.delete(conversationId);
    return false;
  }

  #refuse({ id, conversationId = 'open' }: Send, code?: ErrorCode): void {
    const refused = this.#refused.get(conversationId) ?? new Set();
    this.#refused.set(conversationId, refused.add(id));
    this.#server.misfortunes.refusals++;
    const reason = code ?? this.#server.pick('busy', 'rate_limited', 'unavailable');
    this.#say({ type: 'error', id, code: reason, retryAfterMs: this.#server.pick(1, 10, 20) });
  }

  #cut(): void {
    this.#server.misfortunes.cuts++;
    this.#socket.terminate();
  }

  #say(frame: ServerFrame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}

const moment = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
