import type { Tally } from '../load/load-plan.ts';
import type { Stored } from './compare-database.ts';

/** What went wrong with messages, added up over runs. */
export interface Faults {
  readonly messages: number;
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
  readonly sentences: readonly string[];
  and(other: Faults): Faults;
}

function faultsOf(counts: Omit<Faults, 'and'>): Faults {
  return {
    ...counts,
    and: (other) =>
      faultsOf({
        messages: counts.messages + other.messages,
        lost: counts.lost + other.lost,
        doubled: counts.doubled + other.doubled,
        reordered: counts.reordered + other.reordered,
        sentences: [...counts.sentences, ...other.sentences],
      }),
  };
}

export const noFaults: Faults = faultsOf({ messages: 0, lost: 0, doubled: 0, reordered: 0, sentences: [] });

/** Compares what clients saw with what the database holds. */
export function findFaults({ seen, stored }: { seen: Tally; stored: Stored | null }): Faults {
  const missing = stored ? Math.max(0, seen.acknowledged - stored.rows) + stored.holes : 0;
  const unanswered = seen.sent - seen.acknowledged;
  const lost = seen.lost + missing;
  const doubled = seen.doubled + (stored?.doubled ?? 0);
  const reordered = seen.reordered + (stored?.reordered ?? 0);
  const sentences = [
    ...(seen.lost > 0 ? [`${seen.lost} acknowledged messages did not reach the other side`] : []),
    ...(missing > 0 ? [`${missing} acknowledged messages are not in the database`] : []),
    ...(unanswered > 0 ? [`${unanswered} messages were never acknowledged`] : []),
    ...(doubled > 0 ? [`${doubled} messages came twice`] : []),
    ...(seen.reordered > 0 ? [`clients saw ${seen.reordered} out of order: ${seen.incidents.join('; ')}`] : []),
    ...(stored?.reordered ? [`the database holds ${stored.reordered} out of order`] : []),
  ];
  return faultsOf({ messages: seen.sent, lost, doubled, reordered, sentences });
}
