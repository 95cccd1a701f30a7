import { CallError, type CallOptions, type Supervisor } from '@cskefu/plugin-host';
import { OUTDATED } from './stored-data/data-state.ts';

const LOOK_MS = 20;

/** What only looks, or decides; everything else might be done twice, and has its own way to be tried again. */
const REPEATABLE: ReadonlySet<string> = new Set([
  'hook',
  'options',
  'health',
  'channel.health',
  'channel.verify',
  'channel.parse',
  'channel.lookup',
  'channel.profile',
]);

/**
 * Between the migration of the data and the switch on this node, the version before is asked and must not touch the data any more. Whoever met that
 * moment is answered by the new version instead, if that comes in time.
 */
export async function callThroughUpgrade(
  supervisor: Pick<Supervisor, 'call' | 'states'>,
  id: string,
  method: string,
  args: unknown,
  options: CallOptions,
): Promise<unknown> {
  const entry = () => supervisor.states().get(id)?.entry;
  const until = performance.now() + options.deadlineMs;
  const before = entry();
  try {
    return await supervisor.call(id, method, args, options);
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== OUTDATED || !isRepeatable(method, args)) throw error;
    while (entry() === before) {
      if (performance.now() > until || options.signal?.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    const deadlineMs = Math.max(1, until - performance.now());
    return supervisor.call(id, method, args, { ...options, deadlineMs });
  }
}

const isRepeatable = (method: string, args: unknown): boolean =>
  REPEATABLE.has(method) || (method === 'http' && /^(GET|HEAD)$/.test(verbOf(args)));

const verbOf = (args: unknown): string => (args as { request?: { method?: string } }).request?.method ?? '';
