import type { Conversation } from '@cskefu/contract';

/** The other side is no page of the desk but something that a plugin reaches: what we write is on its way for a while, and may not arrive. */
export const isOutside = ({ channel }: Pick<Conversation, 'channel'>): boolean => channel.type !== 'web';
