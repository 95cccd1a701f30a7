import { useTake } from '../conversation/acts.ts';
import { useInboxView } from '../inbox/use-inbox.ts';

/** Takes the visitor who has waited longest. */
export const useTakeFirst = (onTaken: (conversationId: string) => void) => {
  const { rows, counts } = useInboxView('waiting');
  const take = useTake();
  return {
    waiting: counts.waiting,
    taking: take.isPending,
    takeFirst: () => {
      const first = rows[0];
      if (first && !take.isPending) take.mutate(first.id, { onSuccess: ({ id }) => onTaken(id) });
    },
  };
};
