import { scheduleTask } from '../../platform/due/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, SystemActor, UseCaseContext } from '../access/index.ts';
import type { OnlineVisitors } from '../online-visitors/index.ts';
import { EXPIRY } from './invitation.ts';
import { findSettings, type InvitationRecord, insertInvitation, isTalking, refusedSince } from './invitations.store.ts';

export interface Invitation {
  readonly visitorId: string;
  readonly text: string;
  readonly agentId: string | null;
  readonly ruleName: string | null;
}

/**
 * Invites a visitor who is on a page now, unless they talk already, have an open invitation, or have just refused one.
 * @throws {DomainError} visitor_left, already_talking, recently_refused, already_invited
 */
export async function sendInvitation(
  ctx: UseCaseContext<AccountActor | SystemActor>,
  online: OnlineVisitors,
  { visitorId, text, agentId, ruleName }: Invitation,
): Promise<InvitationRecord> {
  const visitor = online.find(visitorId);
  if (!visitor) throw new DomainError('visitor_left');
  // The list may be a moment behind.
  if (visitor.conversation || (await isTalking(ctx.tx, visitorId))) throw new DomainError('already_talking');
  const { coolDownMinutes, expireMinutes } = await findSettings(ctx.tx, visitor.channel.id);
  const since = new Date(ctx.now.getTime() - coolDownMinutes * 60_000);
  if (await refusedSince(ctx.tx, visitorId, since)) throw new DomainError('recently_refused');
  const invitation: InvitationRecord = {
    id: crypto.randomUUID(),
    visitorId,
    visitId: online.visitOf(visitorId)?.record.id ?? null,
    channelId: visitor.channel.id,
    skillGroupId: visitor.skillGroupId,
    agentId,
    ruleName,
    text,
    pageUrl: visitor.page.url,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + expireMinutes * 60_000),
  };
  if (!(await insertInvitation(ctx.tx, invitation))) throw new DomainError('already_invited');
  await scheduleTask(ctx.tx, { kind: EXPIRY, subjectId: invitation.id, dueAt: invitation.expiresAt });
  const { id, channelId, skillGroupId } = invitation;
  ctx.emit({
    type: 'invitation.sent',
    orgUnitId: skillGroupId,
    payload: { invitationId: id, visitorId, channelId, agentId, rule: ruleName, text },
  });
  return invitation;
}
