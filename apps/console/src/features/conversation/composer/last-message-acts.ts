import type { Thread } from '@cskefu/client';
import type { Conversation, Message } from '@cskefu/contract';
import { RECALL_MS } from '@cskefu/contract/limits';
import { useQueryClient } from '@tanstack/react-query';
import { runAction, useActions } from '../../../app/actions/registry.ts';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { threadKey } from '../../../app/realtime/keys.ts';
import { useRecall } from '../acts.ts';
import { useMarks, useToggleMark } from '../marks.ts';
import { quoteOf, useQuote } from '../quote.ts';
import { useUndoSend } from '../undo-send.ts';

/** Acts on the last words by key alone: answer or mark the visitor's, take one's own back. */
export const useLastMessageActs = ({ id }: Conversation, focused: boolean) => {
  const queryClient = useQueryClient();
  const { accountId } = useDesk();
  const [, setQuote] = useQuote(accountId, id);
  const marks = useMarks(id);
  const toggle = useToggleMark(id);
  const recall = useRecall(id);
  const { held, undo } = useUndoSend(id);

  const last = (fits: (message: Message) => boolean): Message | undefined => {
    const events = queryClient.getQueryData<Thread>(threadKey(id))?.events ?? [];
    const event = events.findLast((one) => one.type === 'message.created' && fits(one.message));
    return event?.type === 'message.created' ? event.message : undefined;
  };
  const lastOfVisitor = () => last(({ author, kind }) => author.kind === 'visitor' && kind !== 'recalled');
  useActions(
    {
      quote: () => {
        const message = lastOfVisitor();
        if (!message) return;
        setQuote(quoteOf({ ...message, fileId: null }));
        runAction('reply');
      },
      mark: () => {
        const message = lastOfVisitor();
        if (!message) return;
        const marked = marks.some(({ messageId }) => messageId === message.id);
        toggle.mutate({ mark: { messageId: message.id, seq: message.seq }, marked: !marked });
      },
      recall: () => {
        const waiting = held();
        if (waiting && undo(waiting.id)) return runAction('reply');
        const mine = last(({ author, kind, at }) => {
          const fresh = Date.now() - Date.parse(at) < RECALL_MS;
          return fresh && author.id === accountId && kind !== 'recalled';
        });
        if (mine) recall.mutate(mine.id);
      },
    },
    focused,
  );
};
