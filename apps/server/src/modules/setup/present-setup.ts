import { type Setup, type SetupStep, setupStep } from '@cskefu/contract';
import type { SetupRecord } from './setup.store.ts';

/** What can be seen counts more than what was marked: whoever skips a step and does it later has done it. */
export function presentSetup({ finished, marks, seen }: SetupRecord): Setup {
  const stateOf = (step: SetupStep) => (seen.has(step) ? 'done' : (marks[step] ?? 'open'));
  return { finished, steps: setupStep.options.map((step) => ({ step, state: stateOf(step) })) };
}
