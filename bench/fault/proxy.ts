// A bad network between clients and server: passes bytes on, and cuts each connection after some random number of them, mostly within a frame.
import { connect, createServer, type Socket } from 'node:net';
import { createRandom } from './random.ts';

export interface ProxySettings {
  readonly port: number;
  readonly seed: number;
  /** Bytes that a connection lives for, both ways together, on average. */
  readonly meanBytes: number;
}

const STALL_CHANCE = 0.2;
const LONGEST_STALL_MS = 1_500;

const settings = JSON.parse(process.argv[2] ?? '{}') as ProxySettings;
const random = createRandom(settings.seed);
let calm = false;
let cuts = 0;

const server = createServer({ noDelay: true }, (client) => {
  const upstream = connect({ port: settings.port, host: '127.0.0.1', noDelay: true });
  const life = { bytes: random.exponential(settings.meanBytes), over: false };
  const cut = () => {
    cuts++;
    client.resetAndDestroy();
    upstream.destroy();
  };
  relay(client, upstream, life, cut);
  relay(upstream, client, life, cut);
});

function relay(from: Socket, to: Socket, life: { bytes: number; over: boolean }, cut: () => void): void {
  from.on('data', (chunk: Buffer) => {
    if (life.over) return;
    if (calm || chunk.length <= life.bytes) {
      life.bytes -= chunk.length;
      if (!to.write(chunk)) from.pause();
      return;
    }
    life.over = true;
    // Exactly so many bytes still get through; sometimes it is silent for a while before it ends.
    to.write(chunk.subarray(0, Math.floor(life.bytes)), () =>
      setTimeout(cut, random.chance(STALL_CHANCE) ? random.below(LONGEST_STALL_MS) : 0),
    );
  });
  to.on('drain', () => from.resume());
  from.on('error', () => {});
  from.on('close', () => to.destroy());
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('message', (order: 'calm' | 'count') => {
  if (order === 'calm') calm = true;
  process.send?.({ cuts });
});
process.on('disconnect', () => process.exit(0));
