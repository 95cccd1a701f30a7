import type { SetupStep } from '@cskefu/contract';
import { oneOf } from '../../lib/one-of.ts';

const pages = [
  'password',
  'organization',
  'skill_group',
  'people',
  'channel',
  'first_conversation',
  'end',
] as const satisfies readonly (SetupStep | 'end')[];

export interface SetupSearch {
  step?: (typeof pages)[number];
}

/** Which step is open, as the address has it; without one, the first that is left to do. */
export const setupSearch = (search: Record<string, unknown>): SetupSearch => {
  const step = oneOf(pages, search['step']);
  return step ? { step } : {};
};
