import type { PluginProcess, PluginState } from '@cskefu/plugin-host';
import type { CallMeter } from './call-meter.ts';
import type { DesiredPlugin } from './desired.ts';
import type { NodeReport } from './node-reports.ts';
import type { PluginLogs } from './plugin-logs.ts';
import type { DesiredState } from './reconcile.ts';
import type { RunningPlugin } from './running-plugin.ts';

type States = ReadonlyMap<string, PluginState>;

/**
 * What the rest of the core is told. While an upgrade is under way, or was refused, it is the version before that answers: what it wants to take part in
 * counts, not what the new one would want.
 */
export const runningPlugins = (
  { plugins }: DesiredState,
  states: States,
  before: readonly RunningPlugin[],
): readonly RunningPlugin[] =>
  plugins.map((plugin) => {
    const state = states.get(plugin.record.id);
    const old = before.find(({ id }) => id === plugin.record.id);
    if (plugin.hash !== null && state?.running && old && !isNew(plugin, state) && old.version === state.running)
      return asBefore(old, plugin);
    return present(plugin, plugin.hash !== null && !state?.running);
  });

/** Whom it works for does not depend on a version. */
const asBefore = ({ rests: _, orgUnitId: __, ...old }: RunningPlugin, { record }: DesiredPlugin): RunningPlugin => ({
  ...old,
  ...limitOf(record),
});

const limitOf = ({ orgUnit }: DesiredPlugin['record']) => (orgUnit ? { orgUnitId: orgUnit.id } : {});

const isNew = ({ hash }: DesiredPlugin, { entry }: PluginState): boolean => entry?.includes(`${hash}`) ?? false;

const present = ({ record, known, grants }: DesiredPlugin, rests: boolean): RunningPlugin => ({
  id: record.id,
  version: known.manifest.version,
  manifest: known.manifest,
  catalogs: known.catalogs,
  grants,
  order: record.order,
  ...(rests ? { rests: true } : {}),
  ...(record.hooksBlock && grants.has('hooks:block') ? { hooksBlock: true } : {}),
  ...limitOf(record),
});

/** The milestones of a plugin on this node, into its log. */
export const createStateTeller = (logs: Pick<PluginLogs, 'write'>) => {
  const told = new Map<string, PluginState>();
  return (id: string, state: PluginState, redact: (text: string) => string): void => {
    const before = told.get(id);
    told.set(id, state);
    const say = (level: 'info' | 'warn' | 'error', message: string) =>
      logs.write(id, { level, source: 'desk', message: redact(message) });
    if (state.running && state.entry !== before?.entry) say('info', `version ${state.running} runs`);
    if (state.refusal && state.refusal !== before?.refusal) say('error', `could not be started: ${state.refusal}`);
    if (state.lastEnd && state.lastEnd.at !== before?.lastEnd?.at)
      say('error', `its process ended (${state.lastEnd.reason}): ${state.lastEnd.lastWords.slice(-2_000)}`);
    if (state.phase === 'crash_loop' && before?.phase !== 'crash_loop')
      say('error', 'three crashes within five minutes: it rests until somebody starts it again');
  };
};

interface Reported {
  /** Null: part of the product. */
  readonly state: PluginState | null;
  readonly process: PluginProcess;
  readonly figures: ReturnType<CallMeter['read']>;
  readonly version: string;
  /** Why its files could not be had. */
  readonly problem: string | null;
  readonly redact: (text: string) => string;
}

export const reportOf = ({ state, process: host, figures, version, problem, redact }: Reported): NodeReport => {
  if (state === null && problem === null) return { ...IN_CORE, running: version, pid: process.pid, ...figures };
  const refusal = problem ?? state?.refusal ?? null;
  return {
    phase: problem !== null && !state?.running ? 'refused' : (state?.phase ?? 'starting'),
    running: state?.running ?? null,
    refusal: refusal === null ? null : redact(refusal),
    pid: host.pid,
    isolated: state?.isolated ?? false,
    rssBytes: host.rssBytes,
    restarts: state?.restarts ?? 0,
    lastEnd: state?.lastEnd
      ? {
          reason: state.lastEnd.reason,
          lastWords: redact(state.lastEnd.lastWords),
          at: new Date(state.lastEnd.at).toISOString(),
        }
      : null,
    breaker: host.breaker,
    ...figures,
  };
};

const IN_CORE = {
  phase: 'ready',
  refusal: null,
  isolated: false,
  rssBytes: null,
  restarts: 0,
  lastEnd: null,
  breaker: 'closed',
} as const;
