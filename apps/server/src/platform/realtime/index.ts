export { type Broadcast, connectNats, singleNode } from './broadcast.ts';
export { Connection } from './connection.ts';
export { type ConnectionHandler, createSocketServer, refuseFrame, type SocketServer } from './socket-server.ts';
export { type Follower, type StreamFrame, Streams } from './streams.ts';
