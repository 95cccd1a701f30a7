import type { OfferedReason, OwnSatisfactionSettings, SatisfactionSettings } from '@cskefu/contract';

const reason = (id: string, from: number, to: number, zh: string, en: string): OfferedReason => ({
  id,
  from,
  to,
  words: { 'zh-CN': zh, en },
});

/** Where no unit says anything. */
export const DEFAULTS: SatisfactionSettings = {
  levels: [
    { level: 1, words: { 'zh-CN': '非常不满意', en: 'Very unsatisfied' } },
    { level: 2, words: { 'zh-CN': '不满意', en: 'Unsatisfied' } },
    { level: 3, words: { 'zh-CN': '一般', en: 'Neutral' } },
    { level: 4, words: { 'zh-CN': '满意', en: 'Satisfied' } },
    { level: 5, words: { 'zh-CN': '非常满意', en: 'Very satisfied' } },
  ],
  reasons: [
    reason('solved', 4, 5, '问题已解决', 'Problem solved'),
    reason('fast', 4, 5, '回复快', 'Quick answers'),
    reason('friendly', 4, 5, '态度好', 'Friendly'),
    reason('unsolved', 1, 3, '问题未解决', 'Problem not solved'),
    reason('slow', 1, 3, '回复慢', 'Slow answers'),
    reason('unfriendly', 1, 3, '态度差', 'Unfriendly'),
    reason('unclear', 1, 3, '说明不清楚', 'Unclear answers'),
  ],
  comment: true,
};

export const NOTHING: OwnSatisfactionSettings = { levels: null, reasons: null, comment: null };

/** What counts, from the settings of units in a line: the nearest first. */
export function inheritSatisfaction(line: readonly OwnSatisfactionSettings[]): SatisfactionSettings {
  const first = <K extends keyof SatisfactionSettings>(key: K): SatisfactionSettings[K] =>
    (line.find((settings) => settings[key] !== null)?.[key] ?? DEFAULTS[key]) as SatisfactionSettings[K];
  return { levels: first('levels'), reasons: first('reasons'), comment: first('comment') };
}

/** Reasons that somebody may have given, and that are not among those offered now. The nearest words win. */
export function formerReasons(all: readonly OfferedReason[], offered: readonly OfferedReason[]): OfferedReason[] {
  const former = new Map<string, OfferedReason>();
  for (const one of [...all, ...DEFAULTS.reasons])
    if (!former.has(one.id) && !offered.some(({ id }) => id === one.id)) former.set(one.id, one);
  return [...former.values()];
}
