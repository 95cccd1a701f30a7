import { newId } from '@cskefu/client';
import type { ClientFrameInput, ServerFrame } from '@cskefu/contract';
import WebSocket from 'ws';

/** A raw connection for tests: everything that came, and a way to wait for what will. */
export interface TestSocket {
  readonly frames: ServerFrame[];
  readonly socket: WebSocket;
  send(frame: ClientFrameInput): void;
  sendRaw(data: string | Buffer): void;
  /** Sends words and answers with their id. */
  say(text: string, options?: { id?: string; conversationId?: string }): string;
  /** The first frame that fits, among those that came and those to come. */
  frame<T extends ServerFrame['type']>(
    type: T,
    fits?: (frame: Extract<ServerFrame, { type: T }>) => boolean,
  ): Promise<Extract<ServerFrame, { type: T }>>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  close(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/** Opens a connection and says hello; resolves when it is welcomed, rejects with the close code if it is not. */
export async function openSocket(
  port: number,
  hello: { token?: string; resume?: { conversationId: string; after: number }[]; protocol?: number },
  headers: Record<string, string> = {},
): Promise<TestSocket> {
  const socket = await openRawSocket(port, headers);
  socket.send({ type: 'hello', protocol: 1, ...hello });
  const refused = socket.closed.then((code) => {
    throw new Error(`closed with ${code}`);
  });
  await Promise.race([socket.frame('welcome'), refused]);
  refused.catch(() => {});
  return socket;
}

export async function openRawSocket(port: number, headers: Record<string, string> = {}): Promise<TestSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/realtime`, { headers, perMessageDeflate: false });
  const frames: ServerFrame[] = [];
  const waiting = new Set<(frame: ServerFrame) => void>();
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as ServerFrame;
    if (frame.type === 'ping') socket.send('{"type":"pong"}');
    frames.push(frame);
    for (const look of waiting) look(frame);
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

  const send = (frame: ClientFrameInput) => socket.send(JSON.stringify(frame));
  return {
    frames,
    socket,
    send,
    sendRaw: (data) => socket.send(data),
    say: (text, { id = newId(), conversationId } = {}) => {
      send({ type: 'send', id, message: { kind: 'text', text }, ...(conversationId ? { conversationId } : {}) });
      return id;
    },
    frame: (type, fits = () => true) =>
      new Promise((resolve, reject) => {
        type Wanted = Extract<ServerFrame, { type: typeof type }>;
        const isIt = (frame: ServerFrame): frame is Wanted => frame.type === type && fits(frame as Wanted);
        const there = frames.find(isIt);
        if (there) return resolve(there);
        const seen = () =>
          frames
            .slice(-20)
            .map((frame) => JSON.stringify(frame).slice(0, 160))
            .join('\n');
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no ${type} came within ${PATIENCE_MS} ms; the last were:\n${seen()}`));
        }, PATIENCE_MS);
        const look = (frame: ServerFrame) => {
          if (!isIt(frame)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(frame);
        };
        waiting.add(look);
      }),
    closed,
    close: async () => {
      socket.close();
      await closed;
    },
  };
}
