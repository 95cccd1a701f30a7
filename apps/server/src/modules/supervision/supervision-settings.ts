import type { OwnSupervisionSettings, SupervisionSettings } from '@cskefu/contract';

/** Where no unit says anything. */
export const DEFAULTS: SupervisionSettings = {
  answerWithinSeconds: 30,
  serviceLevelTarget: 80,
  alarmWaiting: 0,
  alarmLongestWaitSeconds: 0,
  alarmServiceLevel: 0,
  alarmNoAgentReady: false,
  awayReasons: [
    { name: '午餐', maxMinutes: 60 },
    { name: '会议', maxMinutes: null },
    { name: '培训', maxMinutes: null },
    { name: '休息', maxMinutes: 15 },
  ],
};

export const NOTHING: OwnSupervisionSettings = {
  answerWithinSeconds: null,
  serviceLevelTarget: null,
  alarmWaiting: null,
  alarmLongestWaitSeconds: null,
  alarmServiceLevel: null,
  alarmNoAgentReady: null,
  awayReasons: null,
};

/** What counts, from the settings of units in a line: the nearest first. */
export function inheritSettings(line: readonly OwnSupervisionSettings[]): SupervisionSettings {
  const first = <K extends keyof SupervisionSettings>(key: K): SupervisionSettings[K] => {
    const own = line.find((settings) => settings[key] !== null)?.[key];
    return (own ?? DEFAULTS[key]) as SupervisionSettings[K];
  };
  return {
    answerWithinSeconds: first('answerWithinSeconds'),
    serviceLevelTarget: first('serviceLevelTarget'),
    alarmWaiting: first('alarmWaiting'),
    alarmLongestWaitSeconds: first('alarmLongestWaitSeconds'),
    alarmServiceLevel: first('alarmServiceLevel'),
    alarmNoAgentReady: first('alarmNoAgentReady'),
    awayReasons: first('awayReasons'),
  };
}
