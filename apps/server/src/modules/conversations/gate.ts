import type { Database } from '../../platform/database/index.ts';
import type { RunUseCase } from '../access/index.ts';
import type { Hooks } from '../plugin-hooks/index.ts';
import { type ConversationGate, createConversationGate } from './ask-before.ts';
import { createMessageGate, type MessageGate } from './message-gate.ts';

/** Where plugins may have a say before something is done: goes with the writer, so that nobody who writes passes it by. */
export interface Gate extends MessageGate, ConversationGate, Pick<Hooks, 'isAsked'> {}

export const createGate = (parts: { db: Database; run: RunUseCase; hooks: Hooks }): Gate => ({
  isAsked: parts.hooks.isAsked,
  ...createMessageGate(parts),
  ...createConversationGate(parts),
});
