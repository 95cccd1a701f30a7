import type { InboxView } from '@cskefu/contract';
import { useActions } from '../../app/actions/registry.ts';
import { serves, useAccount } from '../../app/session.ts';
import { useTakeFirst } from './take-first.ts';

interface WorkbenchKeys {
  openId: string | undefined;
  onView: (view: InboxView) => void;
  onBack: () => void;
  onOpen: (conversationId: string) => void;
}

/** The shortcuts of the workbench as a whole; list and thread have their own. */
export const useWorkbenchKeys = ({ openId, onView, onBack, onOpen }: WorkbenchKeys) => {
  const account = useAccount();
  const { takeFirst } = useTakeFirst(onOpen);
  useActions({
    take: serves(account) ? takeFirst : undefined,
    mine: () => onView('mine'),
    waiting: () => onView('waiting'),
    snoozed: () => onView('snoozed'),
    closed: () => onView('closed'),
    back: openId ? onBack : undefined,
  });
};
