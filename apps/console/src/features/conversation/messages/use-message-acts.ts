import { RECALL_MS } from '@cskefu/contract/limits';
import { runAction } from '../../../app/actions/registry.ts';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { mayNote, useAccount } from '../../../app/session.ts';
import { useNow } from '../../../lib/clock.ts';
import { useRecall } from '../acts.ts';
import { useMarks, useToggleMark } from '../marks.ts';
import { quoteOf, useQuote } from '../quote.ts';
import { useThreadEvents } from '../thread-context.tsx';
import type { ShownMessage } from '../thread-row.ts';

interface MessageAct {
  key: 'quote' | 'mark' | 'recall';
  run: () => void;
}

const isFresh = ({ at }: ShownMessage, now: number) => now - Date.parse(at) < RECALL_MS;

/** What can be done with one message of the thread around, now. */
export const useMessageActs = (message: ShownMessage): { acts: MessageAct[]; marked: boolean } => {
  const { accountId } = useDesk();
  const account = useAccount();
  const { conversationId } = useThreadEvents();
  const [, setQuote] = useQuote(accountId, conversationId);
  const marked = useMarks(conversationId).some(({ messageId }) => messageId === message.id);
  const toggle = useToggleMark(conversationId);
  const recall = useRecall(conversationId);
  const mine = message.author.id === accountId;
  // Only what may still be taken back has to look at the clock.
  const now = useNow(mine && isFresh(message, Date.now()) ? 5_000 : 3_600_000);

  const answer = () => {
    setQuote(quoteOf(message));
    runAction(message.kind === 'note' ? 'note' : 'reply');
  };
  const acts: MessageAct[] = [];
  if (mayNote(account)) acts.push({ key: 'quote', run: answer });
  const mark = { messageId: message.id, seq: message.seq ?? 0 };
  acts.push({ key: 'mark', run: () => toggle.mutate({ mark, marked: !marked }) });
  if (mine && isFresh(message, now)) acts.push({ key: 'recall', run: () => recall.mutate(message.id) });
  return { acts, marked };
};
