import {
  createHttp,
  createOutbox,
  createRealtime,
  memoryOutboxStore,
  type Outbox,
  type Realtime,
  type ResumePoint,
} from '../../packages/client/src/index.ts';
import type { ConversationEvent, ServerFrame } from '../../packages/contract/src/index.ts';
import type { NumberedIds } from '../desk/numbered-ids.ts';
import { numberOf } from '../desk/numbered-ids.ts';
import { Diary } from './diary.ts';
import type { Random } from './random.ts';
import type { Record } from './record.ts';
import { createRepeatingSocket } from './repeating-socket.ts';
import { StreamWatch } from './stream-watch.ts';

/** As many as the desk gives at a time. */
const PAGE = 200;

export interface ParticipantOptions {
  readonly name: string;
  /** Id of the visitor or the account. */
  readonly id: string;
  /** The desk's address, through the bad network. */
  readonly host: string;
  readonly token?: string;
  readonly cookie?: string;
  /** Conversations that are under way, and where. A visitor who begins one has none yet. */
  readonly conversations: readonly { id: string; seq: number }[];
  /** Visitors do not name the conversation they write in. */
  readonly namesConversation: boolean;
  /** Messages that wait for an answer at a time. */
  readonly window: number;
  readonly messages: NumberedIds;
  readonly record: Record;
  readonly random: Random;
}

/** A visitor or an agent with the product's own client: writes as long as there is something to write, and watches what comes in. */
export class Participant {
  readonly watches = new Map<string, StreamWatch>();
  readonly name: string;
  readonly #options: ParticipantOptions;
  /** As in a browser's storage: outlives the page. */
  readonly #store = memoryOutboxStore();
  #realtime: Realtime;
  #outbox: Outbox;
  readonly #diary = new Diary();
  #turn = 0;
  #connections = 0;

  constructor(options: ParticipantOptions) {
    this.#options = options;
    this.name = options.name;
    for (const { id, seq } of options.conversations) this.watches.set(id, new StreamWatch(seq));
    [this.#realtime, this.#outbox] = this.#load();
  }

  /** Nothing is left to be sent. */
  get isDone(): boolean {
    return this.#outbox.items().every((item) => item.state === 'failed');
  }

  /** A word on where it hangs, should it hang. */
  get status(): string {
    return `${this.#options.name}: ${this.#realtime.status}, ${this.#outbox.items().length} unanswered`;
  }

  start(): void {
    this.#realtime.start();
    this.#write();
  }

  stop(): void {
    this.#realtime.stop();
    this.#outbox.dispose();
  }

  /** As when the page is loaded anew: all that survives is what was stored. */
  reload(): void {
    for (const id of this.watches.keys()) this.#diary.write(id, 'reloads');
    this.stop();
    [this.#realtime, this.#outbox] = this.#load();
    this.start();
  }

  #load(): [Realtime, Outbox] {
    const { host, token, cookie, random } = this.#options;
    const realtime = createRealtime({
      url: `ws://${host}/realtime`,
      random: random.next,
      token: () => token ?? null,
      resume: () => {
        this.#connections++;
        return [...this.watches].map(([conversationId, { seq }]) => this.#resumeAfter(conversationId, seq));
      },
      createSocket: (address) =>
        createRepeatingSocket({
          url: address,
          headers: cookie === undefined ? {} : { cookie },
          random,
          onRepetition: () => this.#options.record.repetitions++,
        }),
    });
    // The participant looks at a frame before the outbox forgets the message over it.
    realtime.on('frame', (frame) => this.#hear(frame));
    return [realtime, createOutbox({ store: this.#store, realtime })];
  }

  #resumeAfter(conversationId: string, after: number): ResumePoint {
    this.#diary.write(conversationId, `connects, resumes after ${after}`);
    return { conversationId, after };
  }

  #write(): void {
    const { record, window, messages, namesConversation } = this.#options;
    while (this.#outbox.items().length < window) {
      const number = record.begin();
      if (number === null) return;
      const conversations = [...this.watches.keys()];
      const conversationId = namesConversation ? conversations[this.#turn++ % conversations.length] : undefined;
      const id = messages.id(number);
      this.#outbox.add({
        id,
        ...(conversationId === undefined ? {} : { conversationId }),
        message: { kind: 'text', text: `第 ${number} 句：${id.slice(-12)}` },
      });
    }
  }

  #hear(frame: ServerFrame): void {
    const { record } = this.#options;
    switch (frame.type) {
      case 'ack':
        record.confirm(numberOf(frame.id), frame.seq);
        this.#writeSoon();
        return;
      case 'event':
        this.#see(frame.event);
        return;
      case 'reset':
        this.#diary.write(frame.conversationId, 'is reset');
        void this.#catchUp(frame.conversationId);
        return;
      case 'error':
        if (frame.id !== undefined) this.#writeSoon();
        return;
      case 'subscribed':
        this.#diary.write(frame.conversationId, `subscribed at ${frame.seq}`);
        return;
      default:
    }
  }

  #see(event: ConversationEvent): void {
    const { record, name, id } = this.#options;
    const { conversationId, seq } = event;
    const number = event.type === 'message.created' ? numberOf(event.message.id) : null;
    const fault = this.#watchOf(conversationId).see(seq, number);
    this.#diary.write(conversationId, `event ${seq}`);
    if (fault)
      record.note(fault, `${name} saw ${seq} of ${conversationId} ${fault}; ${this.#diary.read(conversationId)}`);
    if (event.type !== 'message.created' || event.message.author.id !== id) return;
    record.confirm(numberOf(event.message.id), seq);
    this.#writeSoon();
  }

  /** Too much was missed for a resume: page by page over HTTP, then live again. A new connection asks anew. */
  async #catchUp(conversationId: string): Promise<void> {
    const { host, token, cookie } = this.#options;
    const connection = this.#connections;
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
    };
    const http = createHttp({ baseUrl: `http://${host}`, headers: () => headers });
    const watch = this.#watchOf(conversationId);
    for (let hasLater = true; hasLater; ) {
      const request = { params: { id: conversationId }, query: { after: watch.seq, limit: PAGE } };
      const page = await http.request('GET /api/conversations/:id/events', request).catch(() => null);
      if (connection !== this.#connections) return;
      if (!page) return this.#reconnect();
      for (const event of page.events) this.#see(event);
      ({ hasLater } = page);
    }
    this.#realtime.send({ type: 'subscribe', conversationId, after: watch.seq });
  }

  #reconnect(): void {
    this.#realtime.stop();
    this.#realtime.start();
  }

  #watchOf(conversationId: string): StreamWatch {
    let watch = this.watches.get(conversationId);
    if (!watch) {
      watch = new StreamWatch(0);
      this.watches.set(conversationId, watch);
    }
    return watch;
  }

  /** After the outbox has heard the same frame. */
  #writeSoon(): void {
    queueMicrotask(() => {
      for (const item of this.#outbox.items()) {
        if (item.state !== 'failed') continue;
        this.#options.record.refuse(numberOf(item.id), item.error ?? 'unknown');
        this.#outbox.discard(item.id);
      }
      this.#write();
    });
  }
}
