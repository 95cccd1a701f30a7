import { oneOf } from '../../lib/one-of.ts';

/** What the address of the page says. */
export interface FollowUpsSearch {
  show?: 'open' | 'done' | 'wanted';
}

export const followUpsSearch = (search: Record<string, unknown>): FollowUpsSearch => {
  const show = oneOf(['open', 'done', 'wanted'] as const, search['show']);
  return show ? { show } : {};
};
