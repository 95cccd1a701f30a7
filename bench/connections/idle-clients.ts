// Thousands of visitors who have the page open: a process of its own, told by its parent what to do.
import { setTimeout as wait } from 'node:timers/promises';
import { obeyOrders } from '../load/obedient-process.ts';
import { IdleClient } from './idle-client.ts';
import type { CaughtUp, IdleOrder, IdlePlan } from './idle-clients-plan.ts';

const CONNECTING_AT_ONCE = 100;
/** An address has some 28 000 ports. */
const CLIENTS_PER_ADDRESS = 10_000;

let clients: IdleClient[] = [];
let there: () => void = () => {};

obeyOrders<IdleOrder>(async (order) => {
  switch (order.type) {
    case 'plan':
      clients = makeClients(order.plan);
      return;
    case 'connect':
      return connect(order.count);
    case 'cut':
      for (const client of clients.slice(order.leave)) client.cut();
      return;
    case 'return':
      for (const client of clients) client.returns = order.how;
      if (order.how === 'at once') for (const client of clients) if (!client.isConnected) client.connect();
      return;
    case 'await':
      return awaitSeq(order.seq, order.patienceMs);
  }
});

function makeClients({ port, conversationPrefix, tokens }: IdlePlan): IdleClient[] {
  return tokens.map(
    (token, number) =>
      new IdleClient({
        port,
        token,
        localAddress: `127.0.0.${2 + Math.floor(number / CLIENTS_PER_ADDRESS)}`,
        conversationId: conversationPrefix + number.toString(16).padStart(12, '0'),
        onThere: () => there(),
      }),
  );
}

async function connect(count: number): Promise<number> {
  const missing = clients.slice(0, count).filter((client) => !client.isConnected);
  const begun = performance.now();
  await new Promise<void>((resolve) => {
    let arrived = 0;
    let next = 0;
    const connectNext = () => missing[next++]?.connect();
    there = () => {
      arrived++;
      if (arrived === missing.length) resolve();
      else connectNext();
    };
    for (let index = 0; index < CONNECTING_AT_ONCE; index++) connectNext();
  });
  there = () => {};
  return (performance.now() - begun) / 1_000;
}

async function awaitSeq(seq: number, patienceMs: number): Promise<CaughtUp> {
  const end = Date.now() + patienceMs;
  const count = () => clients.filter((client) => client.seq >= seq).length;
  while (count() < clients.length && Date.now() < end) await wait(10);
  return {
    there: count(),
    at: Date.now(),
    doubled: clients.reduce((sum, client) => sum + client.doubled, 0),
    reordered: clients.reduce((sum, client) => sum + client.reordered, 0),
  };
}
