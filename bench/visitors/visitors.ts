// Thousands of browsers and some screens: a process of its own, told by its parent what to do.
import { setTimeout as wait } from 'node:timers/promises';
import { FrameSocket, textFrame } from '../load/frame-socket.ts';
import { obeyOrders } from '../load/obedient-process.ts';
import type { Turned, VisitorsOrder, VisitorsPlan } from './visitors-plan.ts';

const PONG = textFrame('{"type":"pong"}');
const CONNECTING_AT_ONCE = 50;
/** An address has some 28 000 ports. */
const CLIENTS_PER_ADDRESS = 10_000;
const TICK_MS = 50;
const SITE = 'https://shop.example';

const browsers: FrameSocket[] = [];
let frames: number[] = [];
let bytes = 0;
let online = 0;
let turned = 0;

const pageOf = (number: number) => ({ url: `${SITE}/goods/${number % 997}`, title: `第 ${number % 997} 号商品` });

obeyOrders<VisitorsOrder>(async (order) => (order.type === 'browse' ? browse(order.plan) : turn(order)));

async function browse({ port, channelId, browsers: count, cookies }: VisitorsPlan): Promise<number> {
  const begun = performance.now();
  let next = 0;
  const worker = async () => {
    for (let number = next++; number < count; number = next++)
      browsers.push(await openBrowser(port, channelId, number));
  };
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, worker));
  frames = cookies.map(() => 0);
  await Promise.all(cookies.map((cookie, screen) => openScreen(port, cookie, screen)));
  return (performance.now() - begun) / 1_000;
}

function openBrowser(port: number, channelId: string, number: number): Promise<FrameSocket> {
  return new Promise((resolve) => {
    const socket: FrameSocket = new FrameSocket({
      port,
      localAddress: `127.0.0.${2 + Math.floor(number / CLIENTS_PER_ADDRESS)}`,
      onOpen: () => socket.send({ type: 'browse', channelId, page: { ...pageOf(number), referrer: '' } }),
      onFrame: (chunk, start, end) => {
        const text = chunk.toString('utf8', start, Math.min(end, start + 24));
        if (text.startsWith('{"type":"ping"')) socket.write(PONG);
        else if (text.startsWith('{"type":"browsing"')) resolve(socket);
      },
    });
  });
}

function openScreen(port: number, cookie: string, screen: number): Promise<void> {
  return new Promise((resolve) => {
    const socket: FrameSocket = new FrameSocket({
      port,
      cookie,
      onOpen: () => {
        socket.send({ type: 'hello', protocol: 1 });
        socket.send({ type: 'watch_visitors', query: { sort: 'page', limit: 50 } });
      },
      onFrame: (chunk, start, end) => {
        const text = chunk.toString('utf8', start, Math.min(end, start + 80));
        if (text.startsWith('{"type":"ping"')) socket.write(PONG);
        if (!text.startsWith('{"type":"visitors"')) return;
        frames[screen] = (frames[screen] ?? 0) + 1;
        bytes += end - start;
        online = Number(/"online":(\d+)/.exec(text)?.[1] ?? 0);
        resolve();
      },
    });
  });
}

async function turn({ pagesPerSecond, seconds }: { pagesPerSecond: number; seconds: number }): Promise<Turned> {
  frames = frames.map(() => 0);
  bytes = 0;
  const first = turned;
  const begun = performance.now();
  for (;;) {
    const passed = (performance.now() - begun) / 1_000;
    if (passed >= seconds) break;
    for (; turned - first < passed * pagesPerSecond; turned++)
      browsers[turned % browsers.length]?.send({ type: 'page', page: pageOf(turned + 1) });
    await wait(TICK_MS);
  }
  const took = (performance.now() - begun) / 1_000;
  const all = frames.reduce((sum, count) => sum + count, 0);
  return {
    pages: turned - first,
    seconds: took,
    frames: all,
    bytes,
    mostFramesOfAScreen: Math.max(0, ...frames),
    online,
  };
}
