import { useStored } from '../../lib/stored.ts';

export const draftKey = (accountId: string, conversationId: string) => `cskefu.draft.${accountId}.${conversationId}`;

/** What the agent has begun to write in a conversation; it survives reloads and stays on this device. */
export const useDraft = (accountId: string, conversationId: string): [string, (text: string) => void] => {
  const [draft, setDraft] = useStored<string | null>(draftKey(accountId, conversationId), null);
  return [draft ?? '', (text) => setDraft(text || null)];
};
