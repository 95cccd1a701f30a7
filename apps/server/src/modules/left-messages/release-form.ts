import { DomainError } from '../../platform/errors/index.ts';
import type { RunUseCase, VisitorActor } from '../access/index.ts';
import type { MessageWriter } from '../conversations/index.ts';
import { type Form, keepForm } from './keep-form.ts';

/**
 * A form that was held is left after all. False: an agent serves the visitor by now, and the words belong into that conversation.
 * @throws {DomainError} channel_unavailable, blocked, refused_by_plugin (its beginning)
 */
export async function releaseForm(
  { run, writer }: { run: RunUseCase; writer: MessageWriter },
  actor: VisitorActor,
  form: Form,
): Promise<boolean> {
  const beginning = await writer.gate?.beforeCreate(actor);
  try {
    await run(actor, keepForm, { form, beginning, isReleased: true });
    return true;
  } catch (error) {
    // Also if its words went there once before, and the answer was lost.
    if (error instanceof DomainError && (error.code === 'conflict' || error.code === 'id_taken')) return false;
    throw error;
  }
}
