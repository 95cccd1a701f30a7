import type { ClientFrameInput, ServerFrame } from '@cskefu/contract';
import type { SocketLike } from '../environment.ts';
import { createRealtime, type Realtime, type RealtimeOptions } from '../realtime.ts';

interface Listening {
  open: (() => void)[];
  message: ((event: { data: unknown }) => void)[];
  close: ((event: { code: number }) => void)[];
  error: (() => void)[];
}

/** A socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  bufferedAmount = 0;
  /** What the client sent, in order. */
  readonly sent: ClientFrameInput[] = [];
  /** With which code the client closed it; null while it has not. */
  closedWith: number | null = null;
  readonly #listening: Listening = { open: [], message: [], close: [], error: [] };

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(code = 1005): void {
    this.closedWith = code;
  }

  addEventListener(type: keyof Listening, listener: never): void {
    (this.#listening[type] as unknown[]).push(listener);
  }

  open(): void {
    for (const listener of this.#listening.open) listener();
  }

  say(frame: ServerFrame | { type: string }): void {
    this.sayRaw(JSON.stringify(frame));
  }

  sayRaw(data: unknown): void {
    for (const listener of this.#listening.message) listener({ data });
  }

  drop(code = 1006): void {
    for (const listener of this.#listening.close) listener({ code });
  }

  /** What the client sent of one type. */
  sentOf<T extends ClientFrameInput['type']>(type: T): Extract<ClientFrameInput, { type: T }>[] {
    return this.sent.filter((frame): frame is Extract<ClientFrameInput, { type: T }> => frame.type === type);
  }

  sentIds(): string[] {
    return this.sentOf('send').map((frame) => frame.id);
  }
}

export const welcome: Extract<ServerFrame, { type: 'welcome' }> = {
  type: 'welcome',
  protocol: 1,
  you: { kind: 'visitor', id: '01980000-0000-7000-8000-000000000001', name: '访客' },
  heartbeatSeconds: 25,
  maxInFlight: 32,
};

export interface Scripted {
  realtime: Realtime;
  /** All sockets the client has opened, the oldest first. */
  sockets: FakeSocket[];
  /** The newest one. */
  socket(): FakeSocket;
  /** Lets the newest one open and welcomes it. */
  accept(frame?: Partial<typeof welcome>): FakeSocket;
}

/** A realtime client whose sockets are played by the test; it waits half of the longest back-off. */
export function scriptRealtime(options: Partial<RealtimeOptions> = {}): Scripted {
  const sockets: FakeSocket[] = [];
  const createSocket = () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  };
  const realtime = createRealtime({ url: 'ws://desk/realtime', createSocket, random: () => 0.5, ...options });
  const socket = () => {
    const newest = sockets.at(-1);
    if (!newest) throw new Error('the client has not opened a socket');
    return newest;
  };
  const accept = (frame: Partial<typeof welcome> = {}) => {
    socket().open();
    socket().say({ ...welcome, ...frame });
    return socket();
  };
  return { realtime, sockets, socket, accept };
}
