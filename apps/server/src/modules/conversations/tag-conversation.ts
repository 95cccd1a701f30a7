import type { Conversation, TagChange } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitPath } from '../organization/index.ts';
import { changeTags } from '../tags/index.ts';
import { accessConversation } from './access-conversation.ts';
import { lockConversation } from './system-voice.ts';
import { tellInStream } from './tell-in-stream.ts';

/**
 * Puts tags on a conversation and takes others away, whatever its state.
 * @throws {DomainError} not_found, also for a tag of another branch; conflict: too many
 */
export async function tagConversation(
  ctx: UseCaseContext<AccountActor>,
  { id, ...change }: TagChange & { id: string },
): Promise<Conversation> {
  const { skillGroup } = await accessConversation(ctx, id);
  const path = await findUnitPath(ctx.tx, skillGroup.id);
  if (path === undefined) throw new DomainError('not_found');
  await lockConversation(ctx.tx, id);
  const { tags, added, removed } = await changeTags(ctx, { bearer: 'conversation', id, unit: { path } }, change);
  if (added.length > 0 || removed.length > 0)
    await tellInStream(ctx, id, 'conversation.tagged', {
      by: { kind: 'agent', id: ctx.actor.id, name: ctx.actor.name },
      tags,
      added: added.map(({ name }) => name),
      removed: removed.map(({ name }) => name),
    });
  return accessConversation(ctx, id);
}
