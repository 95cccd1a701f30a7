import type { CaseResult, ConformanceReport } from '@cskefu/plugin-testkit';

/** One line for each case; what went wrong below it. */
export const reportText = ({ channel, passed, failed, skipped, cases }: ConformanceReport): string =>
  [
    `${channel}: ${passed} passed, ${failed} failed, ${skipped} skipped`,
    ...cases.map((one) => `  ${marks[one.outcome]} ${String(one.id).padStart(2)} ${one.name}${moreOf(one)}`),
  ].join('\n');

const marks = { passed: '✓', failed: '✗', skipped: '-' } as const;

const moreOf = (one: CaseResult): string => {
  if (one.outcome === 'skipped') return ` (${one.reason})`;
  return one.outcome === 'failed'
    ? `\n       expected ${one.expected}\n       but ${one.came}\n       → ${one.read}`
    : '';
};
