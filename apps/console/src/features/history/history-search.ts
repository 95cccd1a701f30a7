import type { CloseReason, ConversationOrigin, ConversationState } from '@cskefu/contract';
import { oneOf } from '../../lib/one-of.ts';

export const states = ['waiting', 'active', 'closed'] as const satisfies readonly ConversationState[];
export const closeReasons = [
  'agent',
  'visitor',
  'idle',
  'supervisor',
  'blocked',
  'abandoned',
  'queue_timeout',
  'merged',
] as const satisfies readonly CloseReason[];

export const origins = ['visitor', 'agent', 'left_message'] as const satisfies readonly ConversationOrigin[];

const levels = [5, 4, 3, 2, 1] as const;
type Level = (typeof levels)[number];

export interface HistorySearch {
  /** Words of a message. */
  text?: string;
  visitor?: string;
  channel?: string;
  group?: number;
  agent?: string;
  stage?: (typeof states)[number];
  reason?: CloseReason;
  origin?: ConversationOrigin;
  satisfaction?: Level;
  tag?: string;
  contact?: string;
  service?: string;
  /** Days of this person's calendar, both included: 2026-07-01. */
  from?: string;
  to?: string;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const fitting = (form: RegExp, value: unknown) => (typeof value === 'string' && form.test(value) ? value : undefined);
/** The address holds `12345` as a number, whatever was typed. */
const words = (value: unknown) =>
  (['string', 'number'].includes(typeof value) ? String(value).slice(0, 100) : '') || undefined;
const unit = (value: unknown) => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined);

/** The filters of the history, as the address has them. */
export const historySearch = (search: Record<string, unknown>): HistorySearch => {
  const filters = {
    text: words(search['text']),
    visitor: words(search['visitor']),
    channel: fitting(/^[A-Za-z0-9_-]{1,32}$/, String(search['channel'] ?? '')),
    group: unit(search['group']),
    agent: fitting(/^[0-9a-f-]{36}$/, search['agent']),
    stage: oneOf(states, search['stage']),
    reason: oneOf(closeReasons, search['reason']),
    tag: fitting(/^[0-9a-f-]{36}$/, search['tag']),
    contact: fitting(/^[0-9a-f-]{36}$/, search['contact']),
    service: fitting(/^[0-9a-f-]{36}$/, search['service']),
    origin: oneOf(origins, search['origin']),
    satisfaction: levels.find((level) => level === search['satisfaction']),
    from: fitting(DAY, search['from']),
    to: fitting(DAY, search['to']),
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
};
