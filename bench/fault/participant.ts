import {
  createOutbox,
  createRealtime,
  memoryOutboxStore,
  type Outbox,
  type Realtime,
  type ResumePoint,
} from '../../packages/client/src/index.ts';
import type { Conversation, ConversationEvent, ServerFrame } from '../../packages/contract/src/index.ts';
import { type NumberedIds, numberOf } from '../desk/numbered-ids.ts';
import { type Credentials, createDeskCalls, type DeskCalls } from './desk-calls.ts';
import { Diary } from './diary.ts';
import type { Random } from './random.ts';
import type { Record } from './record.ts';
import { createRepeatingSocket } from './repeating-socket.ts';
import { StreamWatch } from './stream-watch.ts';

export interface ParticipantOptions {
  readonly role: 'visitor' | 'agent';
  readonly name: string;
  /** Id of the visitor or the account. */
  readonly id: string;
  readonly credentials: Credentials;
  /** The desk's address, through the bad network. */
  readonly host: string;
  /** Messages that wait for an answer at a time. */
  readonly window: number;
  /** How probable it is that an agent closes the conversation instead of writing the next message in it. */
  readonly closingChance: number;
  readonly messages: NumberedIds;
  readonly record: Record;
  readonly random: Random;
}

/** A visitor or an agent with the product's own client: writes as long as there is something to write, and watches what comes in. */
export class Participant {
  readonly watches = new Map<string, StreamWatch>();
  readonly name: string;
  readonly id: string;
  readonly #options: ParticipantOptions;
  readonly #calls: DeskCalls;
  /** As in a browser's storage: outlives the page. */
  readonly #store = memoryOutboxStore();
  readonly #diary = new Diary();
  #realtime: Realtime;
  #outbox: Outbox;
  #turn = 0;
  #connections = 0;

  constructor(options: ParticipantOptions) {
    this.#options = options;
    this.name = options.name;
    this.id = options.id;
    this.#calls = createDeskCalls(options.host, options.credentials);
    [this.#realtime, this.#outbox] = this.#load();
  }

  /** Nothing is left to be sent. */
  get isDone(): boolean {
    return this.#outbox.items().length === 0;
  }

  /** A word on where it hangs, should it hang. */
  get status(): string {
    return `${this.name}: ${this.#realtime.status}, ${this.#outbox.items().length} unanswered`;
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
    const { host, credentials, random, record } = this.#options;
    const headers = credentials.cookie === undefined ? {} : { cookie: credentials.cookie };
    const onRepetition = () => record.repetitions++;
    const realtime = createRealtime({
      url: `ws://${host}/realtime`,
      random: random.next,
      token: () => credentials.token ?? null,
      resume: () => this.#resume(),
      createSocket: (url) => createRepeatingSocket({ url, headers, random, onRepetition }),
    });
    // The participant looks at a frame before the outbox forgets the message over it.
    realtime.on('frame', (frame) => this.#hear(frame));
    return [realtime, createOutbox({ store: this.#store, realtime })];
  }

  #resume(): ResumePoint[] {
    this.#connections++;
    // The newest one even if it is over: the desk tells of all that began after it.
    const known = [...this.watches].filter(([, watch], index) => !watch.isOver || index === this.watches.size - 1);
    return known.map(([conversationId, { seq }]) => {
      this.#diary.write(conversationId, `connects, resumes after ${seq}`);
      return { conversationId, after: seq };
    });
  }

  #write(): void {
    const { role, record, window, messages, random, closingChance } = this.#options;
    while (this.#outbox.items().length < window) {
      const conversationId = role === 'agent' ? this.#nextConversation() : null;
      // An agent waits until there is somebody to talk to.
      if (conversationId === undefined) return;
      if (conversationId !== null && random.chance(closingChance)) void this.#calls.close(conversationId);
      const number = record.begin();
      if (number === null) return;
      const id = messages.id(number);
      this.#outbox.add({ id, conversationId, message: { kind: 'text', text: `第 ${number} 句：${id.slice(-12)}` } });
    }
  }

  #nextConversation(): string | undefined {
    const open = [...this.watches].filter(([, watch]) => !watch.isOver);
    return open[this.#turn++ % open.length]?.[0];
  }

  #hear(frame: ServerFrame): void {
    const { record, role } = this.#options;
    switch (frame.type) {
      case 'welcome':
        if (role === 'agent') void this.#fetchMine();
        return;
      case 'inbox':
        for (const row of frame.rows) this.#meet(row);
        return;
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
    const { record } = this.#options;
    const { conversationId, seq } = event;
    const number = event.type === 'message.created' ? numberOf(event.message.id) : null;
    const watch = this.#watchOf(conversationId);
    const fault = watch.see(seq, number);
    if (event.type === 'conversation.closed') watch.isOver = true;
    this.#diary.write(conversationId, `event ${seq}`);
    if (fault)
      record.note(fault, `${this.name} saw ${seq} of ${conversationId} ${fault}; ${this.#diary.read(conversationId)}`);
    if (event.type !== 'message.created' || event.message.author.id !== this.id) return;
    record.confirm(numberOf(event.message.id), seq);
    this.#writeSoon();
  }

  /** The lists are not numbered: after each welcome they are fetched anew. */
  async #fetchMine(): Promise<void> {
    const connection = this.#connections;
    const rows = await this.#calls.mine();
    if (connection !== this.#connections) return;
    if (!rows) return this.#reconnect();
    for (const row of rows) this.#meet(row);
  }

  /** A conversation that was given to this agent. */
  #meet(row: Conversation): void {
    if (row.agent?.id !== this.id || row.state !== 'active' || this.watches.has(row.id)) return;
    this.#watchOf(row.id);
    this.#realtime.send({ type: 'subscribe', conversationId: row.id, after: 0 });
    this.#writeSoon();
  }

  /** Too much was missed for a resume: page by page over HTTP, then live again. A new connection asks anew. */
  async #catchUp(conversationId: string): Promise<void> {
    const connection = this.#connections;
    const watch = this.#watchOf(conversationId);
    for (let hasLater = true; hasLater; ) {
      const page = await this.#calls.eventsAfter(conversationId, watch.seq);
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
      watch = new StreamWatch();
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
