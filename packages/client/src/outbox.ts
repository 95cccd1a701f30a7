import type { ErrorCode, MessageDraft, ServerFrame } from '@cskefu/contract';
import { MAX_IN_FLIGHT, MAX_TEXT_LENGTH } from '@cskefu/contract/limits';
import { platformTimers, type Timers } from './environment.ts';
import { newId } from './ids.ts';
import { createListeners, guard, type Unsubscribe } from './listeners.ts';
import type { OutboxItem, OutboxStore } from './outbox-store.ts';
import type { Realtime } from './realtime.ts';

export interface OutboxOptions {
  store: OutboxStore;
  realtime: Pick<Realtime, 'status' | 'bufferedAmount' | 'send' | 'on'>;
  /** Milliseconds since 1970. */
  now?: () => number;
  timers?: Timers;
  /** Without any answer for this long everything unanswered is sent again. Default 10 000. */
  ackTimeoutMs?: number;
}

export interface NewMessage {
  id?: string;
  /** Agents must name it; visitors leave it out. */
  conversationId?: string | null;
  message: MessageDraft;
  /** Sent only after so many milliseconds; until then `takeBack` has it out again. */
  holdMs?: number;
}

export interface Outbox {
  /** Keeps the message and sends it when its turn comes. */
  add(message: NewMessage): OutboxItem;
  /** Puts a failed message at the end of the queue, with the same id. */
  retry(id: string): void;
  /** Forgets a message. One that was already sent may arrive all the same. */
  discard(id: string): void;
  /** Takes a message out that was not given to the server yet. Null: it is too late. */
  takeBack(id: string): OutboxItem | null;
  /** The message was seen stored, on a page fetched over HTTP, say. Acks and events do this by themselves. */
  confirm(id: string): void;
  /** In the order of sending; the same array until something changes. */
  items(conversationId?: string): readonly OutboxItem[];
  subscribe(listener: () => void): Unsubscribe;
  /** Another tab changed the store: take over what it added, drop what it has finished. */
  reload(): void;
  /** Lets go of the connection and all timers; the store keeps its items. */
  dispose(): void;
}

type ErrorFrame = Extract<ServerFrame, { type: 'error' }>;

/** Refusals that end by themselves. All others are final. */
const temporary: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'busy',
  'rate_limited',
  'unavailable',
  'too_many_in_flight',
  'unauthenticated',
]);
const DEFAULT_PAUSE_MS = 1_000;

interface Entry {
  item: OutboxItem;
  /** In the store: if it vanishes there, another tab has finished it. */
  stored: boolean;
  /** Another tab wrote it and has a head start in sending it. */
  held: boolean;
}

/** Messages on their way to the server: in order, each exactly once, across reloads, cuts and refusals. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, realtime, now = Date.now, timers = platformTimers, ackTimeoutMs = 10_000 } = options;
  const listeners = createListeners<void>();
  const views = new Map<string | undefined, readonly OutboxItem[]>();
  let entries: Entry[] = [];
  let maxInFlight = MAX_IN_FLIGHT;
  let paused = false;
  /** Something was refused for the moment: what is still unanswered shall be answered before anything is sent again. */
  let draining = false;
  /** Raised with each new start after a refusal: the server takes nothing more of a round in which it refused something. */
  let round = 0;
  let pauseTimer: unknown;
  let ackTimer: unknown;
  let holdTimer: unknown;
  let undoTimer: unknown;

  function changed(): void {
    entries.sort((a, b) => a.item.order - b.item.order || (a.item.id < b.item.id ? -1 : 1));
    views.clear();
    listeners.emit();
  }

  function keep(entry: Entry): void {
    entry.stored = guard(() => store.put(entry.item));
  }

  const find = (id: string): Entry | undefined => entries.find((entry) => entry.item.id === id);
  const sending = (): Entry[] => entries.filter((entry) => entry.item.state === 'sending');
  const nextOrder = (): number => Math.max(now(), (entries.at(-1)?.item.order ?? 0) + 1);

  function pump(): void {
    const unanswered = sending().length;
    if (draining && unanswered === 0) {
      draining = false;
      round++;
    }
    if (paused || draining || realtime.status !== 'online') return;
    let room = maxInFlight - unanswered;
    let moved = false;
    // Behind one that may still be taken back only those of its own conversation wait.
    const behind = new Set<string | null>();
    timers.clear(undoTimer);
    for (const entry of entries) {
      const { state, conversationId, notBefore = 0 } = entry.item;
      if (state !== 'waiting' || behind.has(conversationId)) continue;
      if (room <= 0 || entry.held) break;
      if (notBefore > now()) {
        if (behind.size === 0) undoTimer = timers.set(pump, notBefore - now());
        behind.add(conversationId);
        continue;
      }
      if (isTooLong(entry.item.message)) fail(entry, 'too_large');
      else if (!transmit(entry)) break;
      else room--;
      moved = true;
    }
    if (!moved) return;
    expectAnswer();
    changed();
  }

  function transmit(entry: Entry): boolean {
    const { id, conversationId, message } = entry.item;
    const extras = { ...(conversationId !== null && { conversationId }), ...(round > 0 && { round }) };
    if (!realtime.send({ type: 'send', id, ...extras, message })) return false;
    entry.item = { ...entry.item, state: 'sending' };
    return true;
  }

  function fail(entry: Entry, error: ErrorCode, refusal?: OutboxItem['refusal']): void {
    entry.item = { ...entry.item, state: 'failed', error, ...(refusal && { refusal }) };
    keep(entry);
  }

  /** Everything unanswered is to be sent again, oldest first. */
  function recall(): void {
    for (const entry of sending()) entry.item = { ...entry.item, state: 'waiting' };
    changed();
  }

  function pause(ms: number): void {
    if (paused) return;
    paused = true;
    pauseTimer = timers.set(() => {
      paused = false;
      pump();
    }, ms);
  }

  /** What was held for review may have been decided meanwhile: the same id gets the answer. */
  function askAgain(): void {
    for (const entry of entries) {
      if (entry.item.error === 'held_for_review') entry.item = { ...entry.item, state: 'waiting' };
    }
  }

  /** Any answer is a sign of life and starts the time anew. */
  function expectAnswer(): void {
    timers.clear(ackTimer);
    if (sending().length > 0) ackTimer = timers.set(answerMissing, ackTimeoutMs);
  }

  function answerMissing(): void {
    // What has not even left this machine need not be sent twice.
    if (realtime.bufferedAmount > 0) {
      expectAnswer();
    } else {
      recall();
      pump();
    }
  }

  function forget(id: string): void {
    guard(() => store.remove(id));
    if (!find(id)) return;
    entries = entries.filter((entry) => entry.item.id !== id);
    changed();
  }

  function confirm(id: string): void {
    if (!find(id)) return;
    forget(id);
    expectAnswer();
    pump();
  }

  function refuse(id: string, { code, text, retryAfterMs = DEFAULT_PAUSE_MS }: ErrorFrame): void {
    const entry = find(id);
    if (!entry || entry.item.state === 'failed') return;
    if (temporary.has(code)) {
      entry.item = { ...entry.item, state: 'waiting' };
      draining = true;
      pause(retryAfterMs);
    } else fail(entry, code, text);
    expectAnswer();
    changed();
    pump();
  }

  function hear(frame: ServerFrame): void {
    if (frame.type === 'ack') confirm(frame.id);
    else if (frame.type === 'event' && frame.event.type === 'message.created') confirm(frame.event.message.id);
    else if (frame.type === 'error' && frame.id !== undefined) refuse(frame.id, frame);
    else if (frame.type === 'welcome') {
      maxInFlight = frame.maxInFlight;
      askAgain();
      pump();
    }
  }

  function release(): void {
    for (const entry of entries) entry.held = false;
    pump();
  }

  /** What another tab wrote is left to it for a while: it sends it by itself, if it lives. */
  function reload(): void {
    guard(() => {
      const stored = new Map(store.list().map((item) => [item.id, item]));
      entries = entries.filter((entry) => !entry.stored || stored.has(entry.item.id));
      for (const item of stored.values()) adopt(item);
    });
    timers.clear(holdTimer);
    if (entries.some((entry) => entry.held)) holdTimer = timers.set(release, ackTimeoutMs);
    changed();
    pump();
  }

  function adopt(item: OutboxItem): void {
    const known = find(item.id);
    if (!known) entries.push({ item, stored: true, held: true });
    else if (known.item.order !== item.order || (known.item.state === 'failed') !== (item.state === 'failed'))
      known.item = item;
  }

  const unsubscribers = [
    realtime.on('frame', hear),
    realtime.on('status', (status) => {
      if (status !== 'online' && sending().length > 0) recall();
    }),
  ];

  reload();
  release();

  return {
    add({ id = newId(), conversationId = null, message, holdMs }) {
      const createdAt = new Date(now()).toISOString();
      const held = holdMs ? { notBefore: now() + holdMs } : {};
      const item: OutboxItem = {
        id,
        conversationId,
        message,
        createdAt,
        order: nextOrder(),
        state: 'waiting',
        ...held,
      };
      const entry: Entry = { item, stored: false, held: false };
      entries.push(entry);
      keep(entry);
      changed();
      // Nothing may overtake what was written before in another tab.
      release();
      return entry.item;
    },
    retry(id) {
      const entry = find(id);
      if (entry?.item.state !== 'failed') return;
      const { error: _, refusal: __, ...item } = entry.item;
      entry.item = { ...item, state: 'waiting', order: nextOrder() };
      keep(entry);
      changed();
      release();
    },
    discard(id) {
      forget(id);
      pump();
    },
    takeBack(id) {
      const entry = find(id);
      if (entry?.item.state !== 'waiting') return null;
      forget(id);
      pump();
      return entry.item;
    },
    confirm,
    items(conversationId) {
      const view = views.get(conversationId) ?? select(entries, conversationId);
      views.set(conversationId, view);
      return view;
    },
    subscribe: (listener) => listeners.add(listener),
    reload,
    dispose() {
      for (const unsubscribe of unsubscribers) unsubscribe();
      for (const timer of [pauseTimer, ackTimer, holdTimer, undoTimer]) timers.clear(timer);
    },
  };
}

function select(entries: readonly Entry[], conversationId: string | undefined): readonly OutboxItem[] {
  const items = entries.map((entry) => entry.item);
  return conversationId === undefined ? items : items.filter((item) => item.conversationId === conversationId);
}

/** The server would close the connection over such a frame, at each try. */
const isTooLong = (message: MessageDraft): boolean => (message.text?.length ?? 0) > MAX_TEXT_LENGTH;
