import { fork } from 'node:child_process';
import { once } from 'node:events';

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

/** A process of its own that does what it is told, one order after the other: clients must not share an event loop with who directs them. */
export interface ObedientProcess<Order> {
  readonly pid: number;
  ask<T>(order: Order): Promise<T>;
  stop(): Promise<void>;
}

export function startObedientProcess<Order extends object>(script: string): ObedientProcess<Order> {
  const child = fork(script, {
    execArgv: ['--max-semi-space-size=32'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    ask: async <T>(order: Order) => {
      child.send(order);
      const over = ended.then(() => [{ ok: false, error: 'the process ended' }]);
      const [answer] = (await Promise.race([once(child, 'message'), over])) as [Answer];
      if (!answer.ok) throw new Error(answer.error);
      return answer.value as T;
    },
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}

/** The other side: obeys until its parent is gone. */
export function obeyOrders<Order>(obey: (order: Order) => Promise<unknown>): void {
  const answer = (value: Answer) => process.send?.(value);
  process.on('message', (order: Order) => {
    obey(order).then(
      (value) => answer({ ok: true, value }),
      (error: unknown) => answer({ ok: false, error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
