import type { OnlineVisitorsQuery } from '@cskefu/contract';
import { oneOf } from '../../lib/one-of.ts';

export const sorts = ['arrived', 'longest', 'page'] as const;
export const talks = ['with', 'without'] as const;

export interface VisitorsSearch {
  /** Of the address or title of the page they are on. */
  on?: string;
  region?: string;
  channel?: string;
  talking?: (typeof talks)[number];
  sort?: (typeof sorts)[number];
  page?: number;
}

const words = (value: unknown) =>
  (['string', 'number'].includes(typeof value) ? String(value).slice(0, 100) : '') || undefined;

/** The filters of the list, as the address has them. */
export const visitorsSearch = (search: Record<string, unknown>): VisitorsSearch => {
  const page = Number(search['page']);
  const channel = String(search['channel'] ?? '');
  const sort = oneOf(sorts, search['sort']);
  const filters = {
    on: words(search['on']),
    region: words(search['region'])?.slice(0, 60),
    channel: /^[A-Za-z0-9_-]{1,32}$/.test(channel) ? channel : undefined,
    talking: oneOf(talks, search['talking']),
    sort: sort === 'arrived' ? undefined : sort,
    page: Number.isInteger(page) && page > 1 && page < 2_000 ? page : undefined,
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
};

export const ROWS_PER_PAGE = 50;

/** What the server is asked with. */
export const queryOf = ({ on, region, channel, talking, sort = 'arrived', page = 1 }: VisitorsSearch) =>
  ({
    ...(on && { page: on }),
    ...(region && { region }),
    ...(channel && { channelId: channel }),
    ...(talking && { conversation: talking }),
    sort,
    offset: (page - 1) * ROWS_PER_PAGE,
    limit: ROWS_PER_PAGE,
  }) satisfies OnlineVisitorsQuery;
