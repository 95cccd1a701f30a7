import { createHooks } from '../../apps/server/src/modules/plugin-hooks/index.ts';
import { createLogger } from '../../apps/server/src/platform/logging/index.ts';
import { createMetrics } from '../../apps/server/src/platform/metrics/index.ts';
import { median, rounded } from '../median.ts';

const TIMES = 2_000_000;
const ROUNDS = 7;

/** What a point costs at which nobody wants to be asked. */
export async function measureUnsubscribed(): Promise<Record<string, number>> {
  const never = () => {
    throw new Error('there are no plugins');
  };
  const plugins = {
    running: () => [],
    onChange: () => {},
    call: never,
    grantsOf: never,
    writeLog: never,
    flushLogs: never,
    start: never,
    settle: never,
    stop: never,
  };
  const log = createLogger('error', { write: () => {} });
  const hooks = createHooks({ plugins, units: { isWithin: never }, metrics: createMetrics(), log });
  const rounds: number[] = [];
  let asked = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    for (let at = 0; at < TIMES; at++) if (hooks.isAsked('message.beforeSend')) asked++;
    rounds.push(((performance.now() - begun) / TIMES) * 1e6);
  }
  if (asked > 0) throw new Error('somebody was asked');
  return { unsubscribedHookNs: rounded(median(rounds), 1) };
}
