import { oneOf } from '../../lib/one-of.ts';

export const screens = ['wall', 'conversations'] as const;

export interface SupervisionSearch {
  screen?: (typeof screens)[number];
  /** The wall alone, for a screen across the room. */
  tv?: true;
  /** Conversations that are watched, side by side. */
  watch?: string[];
  agent?: string;
  group?: number;
  stage?: 'active' | 'waiting';
  /** Minutes since they began. */
  longer?: number;
  /** Seconds since the visitor's last word. */
  unanswered?: number;
}

export const MOST_WATCHED = 4;

const UUID = /^[0-9a-f-]{36}$/;
const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
const positive = (value: unknown) => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined);

/** What the page shows, as the address has it. */
export const supervisionSearch = (search: Record<string, unknown>): SupervisionSearch => {
  const watch = Array.isArray(search['watch']) ? search['watch'].filter(isId).slice(0, MOST_WATCHED) : [];
  const parts = {
    screen: oneOf(screens, search['screen']),
    tv: search['tv'] === true ? true : undefined,
    watch: watch.length > 0 ? watch : undefined,
    agent: isId(search['agent']) ? search['agent'] : undefined,
    group: positive(search['group']),
    stage: oneOf(['active', 'waiting'] as const, search['stage']),
    longer: positive(search['longer']),
    unanswered: positive(search['unanswered']),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
};
