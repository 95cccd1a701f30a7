import type { OwnRoutingSettings, RoutingSettings } from '@cskefu/contract';

/** Where no unit says anything. 999 is no limit of its own. */
export const DEFAULTS: RoutingSettings = {
  strategy: 'least_loaded',
  maxPerAgent: 999,
  lastAgentFirst: false,
  batchSize: 999,
  ageingMinutes: 10,
};

export const NOTHING: OwnRoutingSettings = {
  strategy: null,
  maxPerAgent: null,
  lastAgentFirst: null,
  batchSize: null,
  ageingMinutes: null,
};

/** What counts, from the settings of units in a line: the nearest first. */
export function inheritSettings(line: readonly OwnRoutingSettings[]): RoutingSettings {
  const first = <K extends keyof RoutingSettings>(key: K): RoutingSettings[K] => {
    const own = line.find((settings) => settings[key] !== null)?.[key];
    return (own ?? DEFAULTS[key]) as RoutingSettings[K];
  };
  return {
    strategy: first('strategy'),
    maxPerAgent: first('maxPerAgent'),
    lastAgentFirst: first('lastAgentFirst'),
    batchSize: first('batchSize'),
    ageingMinutes: first('ageingMinutes'),
  };
}
