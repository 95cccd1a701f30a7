import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, HEARTBEAT_SECONDS, MAX_BAD_FRAMES, MAX_FRAME_BYTES } from '@cskefu/contract';
import { WebSocketServer } from 'ws';
import type { Logger } from '../logging/index.ts';
import type { Metrics } from '../metrics/index.ts';
import { Connection } from './connection.ts';

/** What one connection does with what it hears. */
export interface ConnectionHandler {
  /** A text frame, not yet parsed. */
  onFrame(text: string): void;
  onClose(): void;
}

export interface SocketServerOptions {
  readonly path: string;
  /** The address of the peer, behind proxies where they are trusted. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Called for each accepted socket; the request is only there during the call. */
  readonly onConnection: (connection: Connection, request: IncomingMessage) => ConnectionHandler;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export interface SocketServer {
  /** Serves the realtime path on this HTTP server, too. */
  attach(server: Server): void;
  readonly size: number;
  /** Says goodbye to everybody, spread over `spreadMs`, and accepts nobody new. */
  drain(spreadMs: number): Promise<void>;
}

const PING = '{"type":"ping"}';
/** Silent heartbeats after which a connection is taken for dead. */
const MAX_SILENCE = 3;

/** The WebSocket endpoint: connections, frames, heartbeat, drain. Knows nothing of what the frames mean. */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { metrics, log } = options;
  const connections = new Set<Connection>();
  let draining = false;
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    skipUTF8Validation: false,
  });

  function upgrade(request: IncomingMessage, wire: Duplex, head: Buffer): void {
    if (pathOf(request) !== options.path || draining) {
      wire.end(`HTTP/1.1 ${draining ? '503 Service Unavailable' : '404 Not Found'}\r\nconnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, wire, head, (socket) => {
      const connection = new Connection(socket, wire, options.addressOf(request), metrics);
      connections.add(connection);
      const handler = options.onConnection(connection, request);
      socket.on('message', (data: Buffer, isBinary) => {
        connection.silence = 0;
        if (isBinary) refuseFrame(connection, 'malformed_frame', 'binary frames are not spoken here', metrics);
        else handler.onFrame(data.toString('utf8'));
      });
      socket.on('close', () => {
        connections.delete(connection);
        handler.onClose();
      });
      socket.on('error', (error) => {
        if ('code' in error && String(error.code).startsWith('WS_ERR')) metrics.framesMalformed.inc();
        log.debug({ error: error.message }, 'realtime socket');
      });
    });
  }

  // A twenty-fifth of the connections each second: no burst of pings, and one timer for all of them.
  const slots = HEARTBEAT_SECONDS;
  let slot = 0;
  const heartbeat = setInterval(() => {
    slot = (slot + 1) % slots;
    let index = 0;
    for (const connection of connections) {
      if (index++ % slots !== slot) continue;
      connection.silence += 1;
      if (connection.silence > MAX_SILENCE) connection.terminate();
      else connection.sendDroppable(PING);
    }
  }, 1_000);
  heartbeat.unref();

  return {
    attach: (server) => server.on('upgrade', upgrade),
    get size() {
      return connections.size;
    },
    drain: async (spreadMs) => {
      draining = true;
      clearInterval(heartbeat);
      for (const connection of connections) {
        connection.bye('draining', CloseCode.Draining, 200 + Math.floor(Math.random() * spreadMs));
      }
      const end = Date.now() + 3_000;
      while (connections.size > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
      for (const connection of connections) connection.terminate();
    },
  };
}

/** Answers a frame that cannot be understood; too many of them end the connection. */
export function refuseFrame(
  connection: Connection,
  code: 'malformed_frame' | 'invalid_input',
  detail: string,
  metrics: Metrics,
  id?: string,
): void {
  metrics.framesMalformed.inc();
  connection.malformed += 1;
  connection.send({ type: 'error', code, detail, ...(id === undefined ? {} : { id }) });
  if (connection.malformed >= MAX_BAD_FRAMES) connection.close(CloseCode.ProtocolError, 'too many malformed frames');
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '';
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
