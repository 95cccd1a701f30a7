import type { VisitorTrail } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversations } from '../conversations/index.ts';
import { accessVisitor } from './access-visitor.ts';
import type { OnlineVisitors } from './online-visitors.ts';
import { findConversationIdsOf, findInvitationsOf, findVisits } from './visits.store.ts';

type Context = UseCaseContext<AccountActor>;

/** What a visitor did on the site, and what passed between them and us. */
export const readVisitorTrail =
  (online: OnlineVisitors) =>
  async (ctx: Context, { id }: { id: string }): Promise<VisitorTrail> => {
    const { channelId } = await accessVisitor(ctx, online, id);
    return trailOf(ctx, online, id, channelId);
  };

/** The same for whoever sees the conversation, wherever its visitor came in. */
export const readTrailOfConversation =
  (online: OnlineVisitors) =>
  async (ctx: Context, { id }: { id: string }): Promise<VisitorTrail> => {
    const [conversation] = await accessConversations(ctx.tx, ctx.actor, [id]);
    if (!conversation) throw new DomainError('not_found');
    return trailOf(ctx, online, conversation.visitor.id, conversation.channel.id);
  };

async function trailOf(ctx: Context, online: OnlineVisitors, id: string, channelId: string): Promise<VisitorTrail> {
  // What was seen in the last two seconds may still wait to be written.
  await online.flush();
  const [visits, invitations, conversationIds, settings] = await Promise.all([
    findVisits(ctx.tx, id),
    findInvitationsOf(ctx.tx, id),
    findConversationIdsOf(ctx.tx, id),
    ctx.tx.selectFrom('invitation_settings').select('text').where('channel_id', '=', channelId).executeTakeFirst(),
  ]);
  const conversations = await accessConversations(ctx.tx, ctx.actor, conversationIds);
  return {
    online: online.find(id) ?? null,
    visits,
    invitations,
    invitationText: settings?.text ?? null,
    conversations: conversations
      .map(({ id: conversationId, state, createdAt, agent }) => ({
        id: conversationId,
        state,
        createdAt,
        agent: agent?.name ?? null,
      }))
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
  };
}
