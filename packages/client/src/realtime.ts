import type { ClientFrameInput, ServerFrame } from '@cskefu/contract';
import { CloseCode, MAX_SUBSCRIPTIONS, PROTOCOL_VERSION } from '@cskefu/contract/limits';
import { environment, platformTimers, type SocketLike, type Timers } from './environment.ts';
import { createListeners, guard, type Unsubscribe } from './listeners.ts';

/** `waiting`: between two tries. `stopped`: nothing happens until `start`; `stopReason` says why. */
export type RealtimeStatus = 'idle' | 'connecting' | 'online' | 'waiting' | 'stopped';
/** `stopped`: by `stop()`. `unauthenticated`: sign in again, or open a new visitor session. `unsupported_version`: reload. */
export type StopReason = 'stopped' | 'unauthenticated' | 'unsupported_version';
/** What an application may send; `hello` is sent by the client itself. */
export type OutgoingFrame = Exclude<ClientFrameInput, { type: 'hello' }>;
/** "I have this conversation up to `after`". */
export interface ResumePoint {
  conversationId: string;
  after: number;
}

export interface RealtimeOptions {
  /** Address of `/realtime`, `ws:` or `wss:`. */
  url: string;
  /** Asked at each connect. Visitors give their token; accounts are known by cookie and leave it out. */
  token?: () => string | null;
  /** Asked at each connect: what to go on with. At most 256 are sent. */
  resume?: () => readonly ResumePoint[];
  /** Asked at each connect: the unit in which an account's lists are narrowed. Null: all that it may see. */
  orgUnitId?: () => number | null;
  createSocket?: (url: string) => SocketLike;
  /** In [0, 1); spreads the reconnects. */
  random?: () => number;
  timers?: Timers;
}

export interface Realtime {
  readonly status: RealtimeStatus;
  /** Null unless `status` is `stopped`. */
  readonly stopReason: StopReason | null;
  /** Bytes given to the socket and not yet on the network. */
  readonly bufferedAmount: number;
  /** Connects and stays connected. Also after `stopped`. */
  start(): void;
  stop(): void;
  /** The network is back or the tab is visible: try now, or find out at once whether the connection still lives. */
  wake(): void;
  /** False if not online: nothing was sent. True is no promise that it arrives. */
  send(frame: OutgoingFrame): boolean;
  on(type: 'frame', listener: (frame: ServerFrame) => void): Unsubscribe;
  on(type: 'status', listener: (status: RealtimeStatus) => void): Unsubscribe;
}

/** From the first step of connecting to `welcome`. */
const CONNECT_MS = 15_000;
/** For the answer to the ping of `wake`. */
const WAKE_MS = 5_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;

const stopReasons: Record<number, StopReason> = {
  [CloseCode.Unauthenticated]: 'unauthenticated',
  [CloseCode.UnsupportedVersion]: 'unsupported_version',
};

/** The realtime connection of `docs/reference/realtime.md`: connects, stays connected, says so. */
export function createRealtime(options: RealtimeOptions): Realtime {
  const { random = Math.random, timers = platformTimers } = options;
  const createSocket = options.createSocket ?? ((url) => new environment.WebSocket(url));
  const frames = createListeners<ServerFrame>();
  const statuses = createListeners<RealtimeStatus>();

  let status: RealtimeStatus = 'idle';
  let stopReason: StopReason | null = null;
  let socket: SocketLike | null = null;
  let attempts = 0;
  let bye: Extract<ServerFrame, { type: 'bye' }> | null = null;
  /** One timer does: between tries it starts the next one, otherwise it watches the connection. */
  let timer: unknown;
  let patienceMs = CONNECT_MS;
  let deadline = 0;

  function become(next: RealtimeStatus, reason: StopReason | null = null): void {
    if (status === next && stopReason === reason) return;
    status = next;
    stopReason = reason;
    statuses.emit(next);
  }

  function connect(): void {
    hangUp();
    bye = null;
    if (!guard(open)) {
      retry();
      return;
    }
    patienceMs = CONNECT_MS;
    expectWithin(CONNECT_MS);
    become('connecting');
  }

  function open(): void {
    const mine = createSocket(options.url);
    socket = mine;
    const ifCurrent = <A extends unknown[]>(react: (...event: A) => void) => {
      return (...event: A) => {
        if (socket === mine) react(...event);
      };
    };
    mine.addEventListener('open', ifCurrent(greet));
    mine.addEventListener(
      'message',
      ifCurrent((event) => hear(event.data)),
    );
    mine.addEventListener(
      'close',
      ifCurrent((event) => ended(event.code)),
    );
    // A close always follows; but a socket of `ws` throws what nobody listens to.
    mine.addEventListener('error', () => {});
  }

  function greet(): void {
    const said = guard(() => {
      const token = options.token?.();
      const resume = options.resume?.().slice(0, MAX_SUBSCRIPTIONS) ?? [];
      const orgUnitId = options.orgUnitId?.();
      write({
        type: 'hello',
        protocol: PROTOCOL_VERSION,
        ...(token != null && { token }),
        resume,
        ...(orgUnitId != null && { orgUnitId }),
      });
    });
    if (!said) retry();
  }

  function hear(data: unknown): void {
    deadline = Date.now() + patienceMs;
    const frame = parseFrame(data);
    if (!frame) return;
    if (frame.type === 'ping') send({ type: 'pong' });
    else if (frame.type === 'bye') bye = frame;
    else if (frame.type === 'welcome') {
      attempts = 0;
      patienceMs = 2_000 * frame.heartbeatSeconds;
      expectWithin(patienceMs);
      become('online');
    }
    frames.emit(frame);
  }

  function ended(code: number): void {
    const reason = bye?.reason === 'signed_out' ? 'unauthenticated' : stopReasons[code];
    // What was too much for the server once will be again: do not hurry.
    if (code === CloseCode.ProtocolError || code === 1009) attempts = Math.max(attempts, 5);
    if (reason) halt(reason);
    else retry(bye?.reconnectAfterMs);
  }

  function retry(afterMs = random() * Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts++)): void {
    hangUp();
    timer = timers.set(connect, afterMs);
    become('waiting');
  }

  function halt(reason: StopReason): void {
    hangUp();
    become('stopped', reason);
  }

  /** Lets go of the socket at once: the close event of a dead connection may take minutes. */
  function hangUp(): void {
    timers.clear(timer);
    const left = socket;
    socket = null;
    if (left) guard(() => left.close(1000));
  }

  /** Gives the connection until then to say anything. Each frame heard moves `deadline`, not the timer. */
  function expectWithin(ms: number): void {
    deadline = Date.now() + ms;
    timers.clear(timer);
    timer = timers.set(check, ms);
  }

  function check(): void {
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) retry();
    // Never longer than once more: the clock may have been set back.
    else expectWithin(Math.min(leftMs, patienceMs));
  }

  function send(frame: OutgoingFrame): boolean {
    return status === 'online' && guard(() => write(frame));
  }

  function write(frame: ClientFrameInput): void {
    socket?.send(JSON.stringify(frame));
  }

  return {
    get status() {
      return status;
    },
    get stopReason() {
      return stopReason;
    },
    get bufferedAmount() {
      return socket?.bufferedAmount ?? 0;
    },
    start() {
      if (status !== 'idle' && status !== 'stopped') return;
      attempts = 0;
      connect();
    },
    stop: () => halt('stopped'),
    wake() {
      if (status === 'waiting') {
        attempts = 0;
        connect();
      } else if (send({ type: 'ping' }) && deadline - Date.now() > WAKE_MS) expectWithin(WAKE_MS);
    },
    send,
    on: ((type: 'frame' | 'status', listener: never) =>
      (type === 'frame' ? frames : statuses).add(listener)) as Realtime['on'],
  };
}

function parseFrame(data: unknown): ServerFrame | null {
  try {
    const frame = JSON.parse(data as string);
    return typeof frame?.type === 'string' ? frame : null;
  } catch {
    return null;
  }
}
