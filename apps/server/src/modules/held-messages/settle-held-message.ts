import type { MessageDraft } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase, UseCaseContext } from '../access/index.ts';
import { type MessageWriter, sendAndWait, sendVisitorMessage } from '../conversations/index.ts';
import { type Form, releaseForm } from '../left-messages/index.ts';
import { within } from '../organization/index.ts';

export interface SettleDependencies {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly writer: MessageWriter;
}

/**
 * A held message goes out as its author wrote it, under its own id, by the one door for messages: if the answer is lost, a second try finds it
 * stored. The row stays locked meanwhile, so nobody discards what is being sent.
 * @throws {DomainError} not_found; conflict: it was discarded; what the door answers
 */
export const releaseHeldMessage =
  (dependencies: SettleDependencies) =>
  async (ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<{ ok: true }> => {
    const held = await lockHeld(ctx, id);
    if (held.state === 'discarded') throw new DomainError('conflict', { detail: 'it was discarded' });
    if (held.state === 'released') return { ok: true };
    await send(dependencies, held);
    await settle(ctx, held, 'released');
    return { ok: true };
  };

/** @throws {DomainError} not_found; conflict: it was released */
export async function discardHeldMessage(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<{ ok: true }> {
  const held = await lockHeld(ctx, id);
  if (held.state === 'released') throw new DomainError('conflict', { detail: 'it was released' });
  if (held.state === 'held') await settle(ctx, held, 'discarded');
  return { ok: true };
}

type Held = Awaited<ReturnType<typeof lockHeld>>;

async function lockHeld({ tx, actor }: UseCaseContext<AccountActor>, id: string) {
  const held = await tx
    .selectFrom('held_messages')
    .selectAll()
    .where('id', '=', id)
    .where(within('skill_group_id', actor.orgUnit))
    .forUpdate()
    .executeTakeFirst();
  if (!held) throw new DomainError('not_found');
  return held;
}

async function send(dependencies: SettleDependencies, held: Held): Promise<void> {
  const { id, author_id: authorId, author_name: name, channel_id: channelId } = held;
  const { form, ...draft } = held.draft as unknown as MessageDraft & { form?: Omit<Form, 'id' | 'text'> };
  if (held.author_kind === 'visitor') {
    // Their conversation may be over by now, or never have begun.
    const visitor = { kind: 'visitor', id: authorId, channelId } as const;
    if (form && (await releaseForm(dependencies, visitor, { ...form, id, text: draft.text }))) return;
    await sendVisitorMessage(dependencies, visitor, { id, authorName: name, draft, isAdmitted: true });
    return;
  }
  if (held.conversation_id === null) throw new DomainError('not_found');
  const author = { kind: held.author_kind as 'agent' | 'bot' | 'supervisor', id: authorId, name };
  await sendAndWait(dependencies, { id, conversationId: held.conversation_id, author, draft, isAdmitted: true });
}

/** The words are not needed here any more. */
async function settle(ctx: UseCaseContext<AccountActor>, held: Held, state: 'released' | 'discarded'): Promise<void> {
  await ctx.tx
    .updateTable('held_messages')
    .set({ state, draft: null, settled_at: ctx.now })
    .where('id', '=', held.id)
    .execute();
  ctx.emit({
    type: `held_message.${state}`,
    orgUnitId: held.skill_group_id,
    payload: {
      messageId: held.id,
      // Not as a column: the audit log is of what belongs to no conversation.
      conversation: held.conversation_id,
      author: { kind: held.author_kind, id: held.author_id, name: held.author_name },
      pluginId: held.plugin_id,
      reason: held.reason,
    },
  });
}
