import type { InboxView } from '@cskefu/contract';
import { useHotkeys } from '../../lib/hotkeys.ts';
import { useTake } from '../conversation/acts.ts';
import { useInboxView } from '../inbox/use-inbox.ts';

interface WorkbenchKeys {
  openId: string | undefined;
  onView: (view: InboxView) => void;
  onBack: () => void;
  onOpen: (conversationId: string) => void;
}

/** Takes the visitor who has waited longest, and opens the conversation. */
const useTakeFirst = (onOpen: WorkbenchKeys['onOpen']) => {
  const { rows } = useInboxView('waiting');
  const take = useTake();
  return () => {
    const first = rows[0];
    if (!first || take.isPending) return;
    take.mutate(first.id, { onSuccess: ({ id }) => onOpen(id) });
  };
};

/** The shortcuts of the workbench as a whole; list and thread have their own. */
export const useWorkbenchKeys = ({ openId, onView, onBack, onOpen }: WorkbenchKeys) => {
  const takeFirst = useTakeFirst(onOpen);
  useHotkeys({
    t: takeFirst,
    1: () => onView('mine'),
    2: () => onView('waiting'),
    3: () => onView('closed'),
    // biome-ignore lint/correctness/noComponentHookFactories: the name of a key, not a component
    Escape: () => (openId ? onBack() : undefined),
  });
};
