import type { OnlineVisitor, OnlineVisitorsQuery } from '@cskefu/contract';
import type { UnitTree } from '../organization/index.ts';
import type { Directory } from './directory.ts';

export interface Selection {
  /** Those who fit, in order. */
  readonly visitors: readonly OnlineVisitor[];
  /** Those of the unit, whatever the filters say. */
  readonly online: number;
  readonly talking: number;
}

export type VisitorFilter = Omit<OnlineVisitorsQuery, 'offset' | 'limit'>;

const ORDERS: Record<OnlineVisitorsQuery['sort'], (a: OnlineVisitor, b: OnlineVisitor) => number> = {
  arrived: (a, b) => compare(b.since, a.since) || compare(a.id, b.id),
  longest: (a, b) => compare(a.since, b.since) || compare(a.id, b.id),
  page: (a, b) => compare(b.page.since, a.page.since) || compare(a.id, b.id),
};

/** Who of the visitors belongs on a list: those of channels whose skill group lies in a unit or below, filtered and sorted. */
export function selectVisitors(
  directory: Directory,
  tree: Pick<UnitTree, 'isWithin'>,
  scopeId: number,
  filter: VisitorFilter,
): Selection {
  const inScope = new Map<number, boolean>();
  const fits = matcher(filter);
  const visitors: OnlineVisitor[] = [];
  let online = 0;
  let talking = 0;
  for (const visitor of directory.all()) {
    let within = inScope.get(visitor.skillGroupId);
    if (within === undefined) {
      within = tree.isWithin(visitor.skillGroupId, scopeId);
      inScope.set(visitor.skillGroupId, within);
    }
    if (!within) continue;
    online += 1;
    if (visitor.conversation) talking += 1;
    if (fits(visitor)) visitors.push(visitor);
  }
  return { visitors: visitors.sort(ORDERS[filter.sort]), online, talking };
}

function matcher({ channelId, page, region, conversation }: VisitorFilter): (visitor: OnlineVisitor) => boolean {
  const pageWords = page?.trim().toLowerCase();
  const place = region?.trim().toLowerCase();
  return (visitor) => {
    if (channelId !== undefined && visitor.channel.id !== channelId) return false;
    if (conversation !== undefined && (visitor.conversation !== null) !== (conversation === 'with')) return false;
    if (pageWords && !`${visitor.page.url}\n${visitor.page.title}`.toLowerCase().includes(pageWords)) return false;
    if (!place) return true;
    const { name } = visitor.region;
    return `${name['zh-CN']}\n${name.en}`.toLowerCase().includes(place);
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
