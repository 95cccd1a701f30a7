// What a server costs that only passes frames on: no database, no check, no number, no acknowledgement. The measure for the desk.
import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

interface Peer {
  visitor: WebSocket | null;
  agent: WebSocket | null;
}

const peers = new Map<string, Peer>();
const port = Number(process.env['CC_WEB_PORT']);
const http = createServer();
const sockets = new WebSocketServer({
  server: http,
  path: '/realtime',
  perMessageDeflate: false,
  clientTracking: false,
});

function peerOf(conversationId: string): Peer {
  let peer = peers.get(conversationId);
  if (!peer) {
    peer = { visitor: null, agent: null };
    peers.set(conversationId, peer);
  }
  return peer;
}

sockets.on('connection', (socket) => {
  let own: Peer | null = null;
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as {
      type: string;
      token?: string;
      conversationId?: string;
      resume?: { conversationId: string }[];
    };
    if (frame.type === 'send') {
      const peer = frame.conversationId === undefined ? own : peerOf(frame.conversationId);
      (frame.conversationId === undefined ? peer?.agent : peer?.visitor)?.send(data, { binary: false });
      return;
    }
    for (const { conversationId } of frame.resume ?? []) {
      const peer = peerOf(conversationId);
      if (frame.token === undefined) peer.agent = socket;
      else {
        peer.visitor = socket;
        own = peer;
      }
      socket.send(JSON.stringify({ type: 'subscribed', conversationId, seq: 3 }));
    }
  });
});

http.listen(port, '127.0.0.1', () => console.log(`The relay is ready: ${port}`));
process.on('SIGTERM', () => process.exit(0));
