import type { RunUseCase, UseCaseContext, VisitorActor } from '../access/index.ts';
import { refuseBlocked } from '../blocks/index.ts';
import { type MessageWriter, refuseServed } from '../conversations/index.ts';
import { checkArrival, type Form, findKept, type Keeping, nameOf } from './keep-form.ts';

/**
 * Plugins are asked as about any other words that come in, outside of any transaction, and only about what would be kept.
 * @throws {DomainError} refused_by_plugin, held_for_review; and all that keeping it would throw
 */
export async function admitForm(
  run: RunUseCase,
  gate: NonNullable<MessageWriter['gate']>,
  actor: VisitorActor,
  form: Form,
): Promise<Keeping> {
  const ready = await run.read(actor, makeReady, form);
  if (!ready) return { form };
  const { text, ...contact } = ready.form;
  const author = { kind: 'visitor', id: actor.id, name: contact.name ?? ready.name } as const;
  const draft =
    text === undefined
      ? undefined
      : await gate.admit({
          id: form.id,
          conversationId: null,
          channelId: actor.channelId,
          author,
          draft: { kind: 'text', text },
          form: contact,
        });
  const beginning = await gate.beforeCreate(actor);
  return { form: { ...form, ...(draft?.text ? { text: draft.text } : {}) }, beginning };
}

/** Null: it is kept already. */
async function makeReady(
  ctx: UseCaseContext<VisitorActor>,
  form: Form,
): Promise<{ form: Omit<Form, 'id'>; name: string } | null> {
  if (await findKept(ctx, form.id)) return null;
  const checked = await checkArrival(ctx, form);
  await refuseBlocked(ctx, ctx.actor.id);
  await refuseServed(ctx);
  return { form: checked, name: await nameOf(ctx) };
}
