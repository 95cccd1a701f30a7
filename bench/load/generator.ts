// The load generator: a process of its own, told by its parent what to do.
import { Crowd } from './crowd.ts';
import type { LoadOrder } from './load-plan.ts';
import { obeyOrders } from './obedient-process.ts';
import { closedLoop, openLoop } from './stretches.ts';

let crowd: Crowd | undefined;

obeyOrders<LoadOrder>(async (order) => {
  switch (order.type) {
    case 'connect':
      crowd = new Crowd(order.plan);
      return crowd.connect();
    case 'open':
      return openLoop(connected(), order.rate, order.seconds);
    case 'closed':
      return closedLoop(connected(), order.inFlight, order.seconds);
    case 'tally':
      return connected().ledger.tally();
  }
});

function connected(): Crowd {
  if (!crowd) throw new Error('nobody is connected');
  return crowd;
}
