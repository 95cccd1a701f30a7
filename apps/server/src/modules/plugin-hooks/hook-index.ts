import { type Breaker, createBreaker } from '@cskefu/plugin-host';
import type { HookManifest, HookPoint } from '@cskefu/plugin-sdk';
import type { PluginRuntime, RunningPlugin } from '../plugins/index.ts';

/** One hook of one running plugin. */
export interface Subscription {
  readonly plugin: RunningPlugin;
  readonly hook: HookManifest;
  readonly breaker: Breaker;
}

/** Who wants to be asked at a point: one after the other, then all at once. */
export interface Subscribers {
  readonly transforms: readonly Subscription[];
  readonly vetoes: readonly Subscription[];
}

const PHASES = ['early', 'normal', 'late'] as const;

/** By point, only where somebody is; worked out anew when plugins come and go. A breaker stays with its plugin, version and point. */
export const createHookIndex = (plugins: Pick<PluginRuntime, 'running' | 'onChange'>) => {
  let byPoint = new Map<HookPoint, Subscribers>();
  let breakers = new Map<string, Breaker>();

  const build = () => {
    const kept = new Map<string, Breaker>();
    const subscriptions = plugins.running().flatMap((plugin) =>
      plugin.manifest.hooks.map((hook): Subscription => {
        const key = `${plugin.id} ${plugin.version} ${hook.point}`;
        const breaker = breakers.get(key) ?? createBreaker();
        kept.set(key, breaker);
        return { plugin, hook, breaker };
      }),
    );
    breakers = kept;
    const points = new Set(subscriptions.map(({ hook }) => hook.point));
    byPoint = new Map([...points].map((point) => [point, subscribersOf(subscriptions, point)]));
  };
  build();
  plugins.onChange(build);
  return {
    at: (point: HookPoint): Subscribers | undefined => byPoint.get(point),
    all: (): Subscription[] => [...byPoint.values()].flatMap(({ transforms, vetoes }) => [...transforms, ...vetoes]),
  };
};

const subscribersOf = (all: readonly Subscription[], point: HookPoint): Subscribers => {
  const here = all.filter(({ hook }) => hook.point === point).sort((a, b) => a.plugin.order - b.plugin.order);
  return {
    transforms: PHASES.flatMap((phase) => here.filter(({ hook }) => hook.kind === 'transform' && hook.phase === phase)),
    vetoes: here.filter(({ hook }) => hook.kind === 'veto'),
  };
};
