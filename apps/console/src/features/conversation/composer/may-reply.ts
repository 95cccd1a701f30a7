import type { Conversation } from '@cskefu/contract';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { serves, useAccount } from '../../../app/session.ts';

export type ReplyState = 'open' | 'waiting' | 'other' | 'bot' | 'closed' | 'watching';

/** Whether this account may write here, and if not, why. */
export const useReplyState = ({ state, agent }: Conversation): ReplyState => {
  const { accountId } = useDesk();
  const account = useAccount();
  if (state === 'closed') return 'closed';
  if (!serves(account)) return 'watching';
  if (state === 'waiting' || state === 'bot') return state;
  return agent?.id === accountId ? 'open' : 'other';
};
