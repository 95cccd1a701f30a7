import type { Author, MessageDraft } from '@cskefu/contract';

/** A message at the door, before anything is locked or stored. */
export interface ArrivingMessage {
  readonly id: string;
  /** Null for visitors: their open conversation, or a new one. */
  readonly conversationId: string | null;
  /** Where there is no conversation yet. */
  readonly channelId?: string;
  readonly author: Author & { readonly id: string };
  readonly draft: MessageDraft;
  /** What came with it in a form: kept with the words for as long as they are held. */
  readonly form?: object;
}
