import type { QuickReplyKind } from './quick-replies.ts';

/** What the address of the page says. */
export interface QuickRepliesSearch {
  whose?: QuickReplyKind;
  search?: string;
}

export const quickRepliesSearch = ({ whose, search }: Record<string, unknown>): QuickRepliesSearch => ({
  ...(whose === 'mine' || whose === 'shared' ? { whose } : {}),
  ...(typeof search === 'string' && search ? { search } : {}),
});
