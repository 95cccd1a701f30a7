// The load generator: a process of its own, told by its parent what to do.
import { Crowd } from './crowd.ts';
import type { LoadAnswer, LoadOrder } from './load-plan.ts';
import { closedLoop, openLoop } from './stretches.ts';

let crowd: Crowd | undefined;

async function obey(order: LoadOrder): Promise<unknown> {
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
}

function connected(): Crowd {
  if (!crowd) throw new Error('nobody is connected');
  return crowd;
}

const answer = (value: LoadAnswer) => process.send?.(value);

process.on('message', (order: LoadOrder) => {
  obey(order).then(
    (value) => answer({ ok: true, value }),
    (error: unknown) => answer({ ok: false, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
