/** Keys of the query cache that realtime frames write to. */
export const inboxKey = ['inbox'] as const;
export const presenceKey = ['presence'] as const;
export const threadKey = (conversationId: string) => ['thread', conversationId] as const;
export const quotedKey = (conversationId: string, seq: number) => ['quoted', conversationId, seq] as const;
export const scheduledKey = ['scheduled'] as const;
export const transferOffersKey = ['transfer-offers'] as const;
export const deliveriesKey = (conversationId: string) => ['deliveries', conversationId] as const;
export const attendingKey = (conversationId: string) => ['attending', conversationId] as const;
export const typingKey = (conversationId: string) => ['typing', conversationId] as const;
