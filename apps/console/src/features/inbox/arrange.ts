import type { Conversation } from '@cskefu/contract';
import { waitingSince } from './waiting-urgency.ts';

export const listOrders = ['newest', 'unread', 'longest'] as const;
export type ListOrder = (typeof listOrders)[number];

/** How somebody wants to see a list. */
export interface Arrangement {
  order: ListOrder;
  /** Null: of all. */
  channelId: string | null;
  skillGroupId: number | null;
  tagId?: string | null;
}

export const asItComes: Arrangement = { order: 'newest', channelId: null, skillGroupId: null, tagId: null };

const textOf = ({ visitor, lastMessage, channel, skillGroup, snooze }: Conversation) =>
  [visitor.name, lastMessage?.text, channel.name, skillGroup.name, snooze?.reason].join('\n').toLowerCase();

const waits = (row: Conversation) => waitingSince(row)?.since ?? '9';

const compare: Record<Exclude<ListOrder, 'newest'>, (a: Conversation, b: Conversation) => number> = {
  unread: (a, b) => Number(b.unread > 0) - Number(a.unread > 0),
  longest: (a, b) => (waits(a) < waits(b) ? -1 : waits(a) > waits(b) ? 1 : 0),
};

/** The rows that fit, in the order wished for; rows that are equal stay as the server had them. */
export const arrange = (
  rows: Conversation[],
  { order, channelId, skillGroupId, tagId = null }: Arrangement,
  text: string,
) => {
  const word = text.trim().toLowerCase();
  const fitting = rows.filter(
    (row) =>
      (channelId === null || row.channel.id === channelId) &&
      (skillGroupId === null || row.skillGroup.id === skillGroupId) &&
      (tagId === null || row.tags.some(({ id }) => id === tagId)) &&
      (!word || textOf(row).includes(word)),
  );
  return order === 'newest' ? fitting : fitting.toSorted(compare[order]);
};

export const isArranged = ({ order, channelId, skillGroupId, tagId = null }: Arrangement, text: string): boolean =>
  order !== 'newest' || channelId !== null || skillGroupId !== null || tagId !== null || text.trim() !== '';
