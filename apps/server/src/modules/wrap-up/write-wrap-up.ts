import type { WrapUp, WrapUpContent } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { tellInStream } from '../conversations/index.ts';
import { accessForWrapUp } from './access-wrap-up.ts';
import { listChoices } from './service-types.store.ts';
import { findWrapUps, saveDraft, saveWrapUp } from './wrap-ups.store.ts';

type Context = UseCaseContext<AccountActor>;
type Wish = WrapUpContent & { readonly id: string };

/** @throws {DomainError} not_found, conflict */
export async function draftWrapUp(ctx: Context, { id, ...content }: Wish): Promise<{ ok: true }> {
  await accessForWrapUp(ctx, id);
  await saveDraft(ctx.tx, id, content);
  return { ok: true };
}

/**
 * Records what remains of a conversation; again changes it, and both stand in the stream.
 * @throws {DomainError} not_found; conflict; invalid_input: a service type that cannot be chosen here
 */
export async function writeWrapUp(ctx: Context, { id, ...given }: Wish): Promise<WrapUp> {
  const { path } = await accessForWrapUp(ctx, id);
  const before = (await findWrapUps(ctx.tx, [id])).get(id);
  const content = { ...given, serviceTypeIds: [...new Set(given.serviceTypeIds)], memo: given.memo.trim() };
  await requireChoices(ctx, path, content.serviceTypeIds, before);
  await saveWrapUp(ctx.tx, id, content, ctx.actor.id, ctx.now);
  const wrapUp = (await findWrapUps(ctx.tx, [id])).get(id) as WrapUp;
  const { followUp } = wrapUp;
  await tellInStream(ctx, id, 'conversation.wrapped_up', {
    by: { kind: 'agent', id: ctx.actor.id, name: ctx.actor.name },
    serviceTypes: wrapUp.serviceTypes.map(({ name }) => name),
    memo: wrapUp.memo,
    followUp: followUp && { dueAt: followUp.dueAt, memo: followUp.memo },
  });
  return wrapUp;
}

/** What was archived meanwhile stays where it stood. */
async function requireChoices(ctx: Context, path: string, ids: readonly string[], before: WrapUp | undefined) {
  if (ids.length === 0) return;
  const choices = await listChoices(ctx.tx, { path }, 1_000);
  const known = new Set([...choices, ...(before?.serviceTypes ?? [])].map(({ id }) => id));
  if (!ids.every((id) => known.has(id)))
    throw new DomainError('invalid_input', { issues: [{ path: 'serviceTypeIds', message: 'cannot be chosen here' }] });
}
