import type { OutboxItem } from '@cskefu/client';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { readStored, useStored, writeStored } from '../../lib/stored.ts';
import { draftKey } from './draft.ts';
import { type Quote, quoteKey } from './quote.ts';

export const undoChoices = [0, 5, 10] as const;
export type UndoSeconds = (typeof undoChoices)[number];

/** For how many seconds a message of this person is kept back after they sent it; 0: not at all. */
export const useUndoSeconds = () => useStored<UndoSeconds>('cskefu.undo-send', 0);

/** Takes messages back that have not left yet: their words stand in the field again, before what was written since. */
export const useUndoSend = (conversationId: string) => {
  const { accountId, outbox } = useDesk();
  const held = (): OutboxItem | undefined =>
    outbox
      .items(conversationId)
      .findLast(({ state, notBefore }) => state === 'waiting' && (notBefore ?? 0) > Date.now());
  const undo = (id: string): boolean => {
    const item = outbox.takeBack(id);
    if (!item?.message.text) return item !== null;
    const key = draftKey(accountId, item.message.kind === 'note' ? `${conversationId}.note` : conversationId);
    const since = readStored<string | null>(key, null);
    writeStored(key, since ? `${item.message.text}\n${since}` : item.message.text);
    if (item.message.replyTo !== undefined) {
      const quote: Quote = { seq: item.message.replyTo, name: '', text: '…', kind: 'text' };
      writeStored(quoteKey(accountId, conversationId), quote);
    }
    return true;
  };
  return { held, undo };
};
