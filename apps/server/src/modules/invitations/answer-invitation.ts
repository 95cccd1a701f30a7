import { cancelTask, type DueTask } from '../../platform/due/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { SystemActor, UseCaseContext, VisitorActor } from '../access/index.ts';
import { openConversation } from '../conversations/index.ts';
import type { OnlineVisitors } from '../online-visitors/index.ts';
import { ensureVisitor } from '../visitors/index.ts';
import { EXPIRY } from './invitation.ts';
import { type AnsweredInvitation, answer, findAnswer, setConversation } from './invitations.store.ts';

/**
 * The visitor wants to talk: the conversation that opens is meant for whoever invited. Repeating it changes nothing.
 * @throws {DomainError} not_found, too_late, channel_unavailable
 */
export const acceptInvitation =
  (online: OnlineVisitors) =>
  async (
    ctx: UseCaseContext<VisitorActor>,
    { id, address }: { id: string; address: string },
  ): Promise<{ conversationId: string }> => {
    const accepted = await answer(ctx.tx, { id, visitorId: ctx.actor.id }, 'accepted', ctx.now);
    if (!accepted) return { conversationId: await acceptedBefore(ctx, id) };
    const page = online.find(ctx.actor.id)?.page;
    await ensureVisitor(ctx.tx, ctx.actor, { locale: undefined, page, userAgent: undefined, address });
    // Whoever is offline by now, or serves no more, is passed over by routing.
    const { id: conversationId } = await openConversation(ctx, { boundAgentId: accepted.agent_id, isInvited: true });
    await setConversation(ctx.tx, id, conversationId);
    await cancelTask(ctx.tx, EXPIRY, id);
    tell(ctx, 'invitation.accepted', accepted);
    return { conversationId };
  };

async function acceptedBefore(ctx: UseCaseContext<VisitorActor>, id: string): Promise<string> {
  const before = await findAnswer(ctx.tx, id, ctx.actor.id);
  if (!before) throw new DomainError('not_found');
  if (before.conversation_id === null) throw new DomainError('too_late');
  return before.conversation_id;
}

/**
 * Not now. Whatever it was answered before stays.
 * @throws {DomainError} not_found
 */
export async function refuseInvitation(
  ctx: UseCaseContext<VisitorActor>,
  { id }: { id: string },
): Promise<{ ok: true }> {
  const refused = await answer(ctx.tx, { id, visitorId: ctx.actor.id }, 'refused', ctx.now);
  if (refused) {
    await cancelTask(ctx.tx, EXPIRY, id);
    tell(ctx, 'invitation.refused', refused);
  } else if (!(await findAnswer(ctx.tx, id, ctx.actor.id))) throw new DomainError('not_found');
  return { ok: true };
}

/** Nobody answered in time. */
export async function expireInvitation(ctx: UseCaseContext<SystemActor>, { subjectId }: DueTask): Promise<void> {
  const expired = await answer(ctx.tx, { id: subjectId }, 'expired', ctx.now);
  if (expired) tell(ctx, 'invitation.expired', expired);
}

function tell(
  ctx: Pick<UseCaseContext, 'emit'>,
  type: 'invitation.accepted' | 'invitation.refused' | 'invitation.expired',
  { id, visitor_id, channel_id, skill_group_id, agent_id }: AnsweredInvitation,
): void {
  ctx.emit({
    type,
    orgUnitId: skill_group_id,
    payload: { invitationId: id, visitorId: visitor_id, channelId: channel_id, agentId: agent_id },
  });
}
