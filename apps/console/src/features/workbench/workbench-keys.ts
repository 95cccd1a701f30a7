import type { InboxView } from '@cskefu/contract';
import { serves, useAccount } from '../../app/session.ts';
import { useHotkeys } from '../../lib/hotkeys.ts';
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
  const leave = () => {
    if (openId) onBack();
  };
  useHotkeys({
    t: () => (serves(account) ? takeFirst() : undefined),
    1: () => onView('mine'),
    2: () => onView('waiting'),
    3: () => onView('closed'),
    Escape: leave,
  });
};
