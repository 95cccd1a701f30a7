import type { MessageDraft } from '@cskefu/contract';
import type { HookConversation, HookMessage } from '@cskefu/plugin-sdk';
import { type Database, isConnectionLoss, MicroBatcher } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Decision, Hooks } from '../plugin-hooks/index.ts';
import type { ArrivingMessage } from './arriving-message.ts';
import { type AskedAbout, findAskedAbout, type GateQuestion, keepHeld, keepRefused } from './message-gate.store.ts';
import { refusal } from './refusal.ts';

/** Where plugins may have a say about a message before it is stored. */
export interface MessageGate {
  /**
   * Undefined at once where nobody wants to be asked. Else resolves with the draft as it is to be stored.
   * @throws {DomainError} refused_by_plugin, held_for_review; the same again for the same id
   */
  admit(message: ArrivingMessage): Promise<MessageDraft> | undefined;
}

const MAX_BATCH = 200;
const CONCURRENCY = 2;

export function createMessageGate({ db, hooks }: { db: Database; hooks: Hooks }): MessageGate {
  const lookups = new MicroBatcher<GateQuestion, AskedAbout>({
    maxBatch: MAX_BATCH,
    concurrency: CONCURRENCY,
    isCollective: isConnectionLoss,
    run: (questions) => findAskedAbout(db, questions),
  });

  async function ask(message: ArrivingMessage): Promise<MessageDraft> {
    const { id, conversationId, author, draft } = message;
    const about = await lookups.add({ id, conversationId, authorId: author.id, channelId: message.channelId ?? null });
    // Stored already: the writer gives the first answer again.
    if (about.isStored) return draft;
    if (about.verdict) throw about.verdict;
    const decision = await decide(hooks, message, about);
    if (!decision) return draft;
    if (decision.kind === 'go') return { ...draft, ...decision.patch } as MessageDraft;
    if (decision.kind === 'hold') {
      await keepHeld(db, message, about, decision);
      throw new DomainError('held_for_review');
    }
    if (decision.isVerdict) await keepRefused(db, message, decision);
    throw refusal(decision);
  }

  return {
    admit: (message) => {
      // Notes do not leave the house.
      if (message.draft.kind === 'note' || !hooks.isAsked(pointOf(message))) return undefined;
      return ask(message);
    },
  };
}

const pointOf = ({ author }: ArrivingMessage) =>
  author.kind === 'visitor' ? 'message.beforeAccept' : 'message.beforeSend';

type MessageDecision = Decision<'message.beforeAccept' | 'message.beforeSend'>;

function decide(
  hooks: Hooks,
  { author, draft }: ArrivingMessage,
  { conversation, channel, skillGroupId }: AskedAbout,
): Promise<MessageDecision> | undefined {
  // The writer says what is wrong with it.
  if (!channel) return undefined;
  const message: HookMessage = { kind: draft.kind, text: draft.text || null, author };
  if (author.kind === 'visitor')
    return hooks.before('message.beforeAccept', { message, conversation, channel }, skillGroupId);
  return hooks.before('message.beforeSend', { message, conversation: conversation as HookConversation });
}
