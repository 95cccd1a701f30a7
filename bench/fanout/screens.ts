// A thousand screens that follow one conversation: a process of its own, told by its parent what to do.
import { setTimeout as wait } from 'node:timers/promises';
import { FIRST_SEQ } from '../desk/populate.ts';
import { kindOf, readMessage } from '../load/frame-scan.ts';
import { FrameSocket, FrameTemplate, textFrame } from '../load/frame-socket.ts';
import { Latencies } from '../load/latencies.ts';
import { obeyOrders } from '../load/obedient-process.ts';
import type { Delivered, ScreensOrder, ScreensPlan } from './screens-plan.ts';

const PONG = textFrame('{"type":"pong"}');
const MARKER = '#number#####';
const CONNECTING_AT_ONCE = 50;
const PATIENCE_MS = 60_000;

let plan: ScreensPlan;
let visitor: FrameSocket;
let seqs: Int32Array;
let doubled = 0;
let reordered = 0;
let written = 0;
let onMessage: (number: number) => void = () => {};
let onAck: () => void = () => {};

obeyOrders<ScreensOrder>(async (order) => {
  if (order.type === 'write') return write(order.count, order.inFlight);
  plan = order.plan;
  seqs = new Int32Array(plan.cookies.length).fill(FIRST_SEQ);
  visitor = await openVisitor();
  const screens = plan.cookies.map((cookie, screen) => () => openScreen(screen, cookie));
  const worker = async () => {
    for (let open = screens.shift(); open; open = screens.shift()) await open();
  };
  await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, worker));
  return undefined;
});

function open(
  hello: object,
  cookie: string | undefined,
  hear: (bytes: Buffer, start: number) => void,
): Promise<FrameSocket> {
  return new Promise((resolve) => {
    const socket: FrameSocket = new FrameSocket({
      port: plan.port,
      ...(cookie === undefined ? {} : { cookie }),
      onOpen: () => socket.send({ type: 'hello', protocol: 1, ...hello }),
      onFrame: (bytes, start) => {
        const kind = kindOf(bytes, start);
        if (kind === 'ping') socket.write(PONG);
        else if (kind === 'subscribed') resolve(socket);
        else hear(bytes, start);
      },
    });
  });
}

function openVisitor(): Promise<FrameSocket> {
  const resume = [{ conversationId: plan.conversationId, after: FIRST_SEQ }];
  return open({ token: plan.visitorToken, resume }, undefined, (bytes, start) => {
    if (kindOf(bytes, start) === 'ack') onAck();
  });
}

function openScreen(screen: number, cookie: string): Promise<FrameSocket> {
  const resume = [{ conversationId: plan.conversationId, after: FIRST_SEQ }];
  return open({ resume }, cookie, (bytes, start) => {
    if (kindOf(bytes, start) !== 'message') return;
    const { seq, number } = readMessage(bytes, start);
    const last = seqs[screen] as number;
    if (seq <= last) doubled++;
    else if (seq !== last + 1) reordered++;
    seqs[screen] = seq;
    onMessage(number);
  });
}

async function write(count: number, inFlight: number): Promise<Delivered> {
  const { length: screens } = plan.cookies;
  const frame = new FrameTemplate(
    `{"type":"send","id":"${plan.messagePrefix}${MARKER}","message":{"kind":"text","text":"大家好，请看一下这位客户的问题。"}}`,
    MARKER,
  );
  const first = written;
  const sentAt = new Float64Array(count);
  const missing = new Int32Array(count).fill(screens);
  const latencies = new Latencies();
  let deliveries = 0;
  let unanswered = 0;
  const pump = () => {
    for (; unanswered < inFlight && written < first + count; unanswered++) {
      sentAt[written - first] = performance.now();
      visitor.write(frame.with(written++));
    }
  };
  onAck = () => {
    unanswered--;
    pump();
  };
  onMessage = (number) => {
    const index = number - first;
    deliveries++;
    missing[index] = (missing[index] as number) - 1;
    if (missing[index] === 0) latencies.add(performance.now() - (sentAt[index] as number));
  };
  const begun = performance.now();
  pump();
  while (deliveries < count * screens && performance.now() - begun < PATIENCE_MS) await wait(1);
  const seconds = (performance.now() - begun) / 1_000;
  const { p50Ms, p99Ms } = latencies.percentiles();
  return { deliveries, seconds, p50Ms, p99Ms, lost: count * screens - deliveries, doubled, reordered };
}
