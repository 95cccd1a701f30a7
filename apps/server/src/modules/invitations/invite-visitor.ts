import type { SentInvitation } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessVisitor, type OnlineVisitors } from '../online-visitors/index.ts';
import { sendInvitation } from './send-invitation.ts';

/** An agent invites a visitor of their part of the tree. */
export const inviteVisitor =
  (online: OnlineVisitors) =>
  async (
    ctx: UseCaseContext<AccountActor>,
    { id: visitorId, text }: { id: string; text: string },
  ): Promise<SentInvitation> => {
    await accessVisitor(ctx, online, visitorId);
    const { id, name } = ctx.actor;
    const invitation = await sendInvitation(ctx, online, { visitorId, text, agentId: id, ruleName: null });
    return {
      id: invitation.id,
      state: 'sent',
      text,
      agent: { id, name },
      rule: null,
      at: invitation.createdAt.toISOString(),
      answeredAt: null,
      conversationId: null,
    };
  };
