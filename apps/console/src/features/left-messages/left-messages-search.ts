import { oneOf } from '../../lib/one-of.ts';

export const leftMessageStates = ['open', 'closed', 'all'] as const;

export interface LeftMessagesSearch {
  which?: (typeof leftMessageStates)[number];
}

/** Which left messages, as the address has it. */
export const leftMessagesSearch = (search: Record<string, unknown>): LeftMessagesSearch => {
  const which = oneOf(leftMessageStates, search['which']);
  return which === undefined || which === 'open' ? {} : { which };
};
