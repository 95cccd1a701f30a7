import type { Conversation, LeftMessageDraft } from '@cskefu/contract';
import type { RunUseCase, VisitorActor } from '../access/index.ts';
import type { MessageWriter } from '../conversations/index.ts';
import { admitForm } from './admit-form.ts';
import { keepForm } from './keep-form.ts';

/** Whether whoever fills in a form is a person. The door for a captcha: none is wired up yet. */
export type IsHuman = (answer: string | undefined, address: string) => Promise<boolean>;

export interface LeavingDependencies {
  readonly run: RunUseCase;
  /** With it goes the gate, where plugins may have a say. */
  readonly writer: Pick<MessageWriter, 'gate'>;
}

/**
 * A visitor leaves a message: with their contact data, and the words as a message of the conversation. Repeating it changes nothing.
 * @throws {DomainError} conflict: an agent serves them, or the channel takes none; invalid_input; rate_limited; channel_unavailable; blocked;
 * refused_by_plugin, held_for_review
 */
export async function leaveMessage(
  { run, writer: { gate } }: LeavingDependencies,
  actor: VisitorActor,
  { website, captcha: _captcha, ...form }: LeftMessageDraft,
): Promise<{ conversation: Conversation | null }> {
  // No person sees that field. Whoever fills it in learns nothing.
  if (website) return { conversation: null };
  const isAsked = gate?.isAsked('message.beforeAccept') || gate?.isAsked('conversation.beforeCreate');
  return run(actor, keepForm, gate && isAsked ? await admitForm(run, gate, actor, form) : { form });
}
