import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VisitorSession } from '@cskefu/contract';
import { sql } from 'kysely';
import type { SecretBox } from '../../platform/config/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext, VisitorActor } from '../access/index.ts';
import { refuseBlocked } from '../blocks/index.ts';
import {
  findVisitor,
  findVisitorByUserId,
  insertVisitor,
  setVisitorIdentity,
  type VisitorRecord,
} from '../visitors/index.ts';
import { closeMerged } from './close-conversation.ts';
import { findOpen } from './open-conversation.ts';
import { accessOpenChannel, buildVisitorSession, type VisitorSessionDependencies } from './visitor-session.ts';

export interface VisitorIdentity {
  readonly userId: string;
  /** Hex HMAC-SHA-256 of `userId` with the identity secret of the channel. */
  readonly signature: string;
  readonly name?: string | undefined;
  readonly historyLimit: number;
}

export interface IdentifyDependencies extends VisitorSessionDependencies {
  readonly secrets: SecretBox;
  /** They are known by name now: what else is known of them? */
  readonly onIdentified: (
    ctx: UseCaseContext<VisitorActor>,
    visitor: { from: VisitorRecord; to: VisitorRecord },
  ) => Promise<void>;
}

/**
 * The host page proves who the visitor is. A user seen before on this channel gets their own history back, and what they wrote as
 * nobody comes along; else the anonymous visitor becomes that user.
 * @throws {DomainError} bad_signature, channel_unavailable, unauthenticated, blocked
 */
export const identifyVisitor =
  (dependencies: IdentifyDependencies) =>
  async (ctx: UseCaseContext<VisitorActor>, input: VisitorIdentity): Promise<VisitorSession> => {
    const channel = await accessOpenChannel(ctx, ctx.actor.channelId);
    if (!isSignedBy(dependencies.secrets.open(channel.identitySecret), input)) throw new DomainError('bad_signature');
    const current = await findVisitor(ctx.tx, ctx.actor.id);
    if (!current) throw new DomainError('unauthenticated');
    // Both: whoever was blocked as nobody does not get past it by a name.
    await refuseBlocked(ctx, current.id);
    const visitor = await becomeUser(ctx, current, input);
    await dependencies.onIdentified(ctx, { from: current, to: visitor });
    await refuseBlocked(ctx, visitor.id);
    return buildVisitorSession(ctx, visitor, channel, input.historyLimit, dependencies);
  };

async function becomeUser(
  ctx: UseCaseContext<VisitorActor>,
  current: VisitorRecord,
  input: VisitorIdentity,
): Promise<VisitorRecord> {
  const identity = { userId: input.userId, name: input.name };
  // Two browsers of a user who is new here may come at the same moment: one after the other.
  await sql`select pg_advisory_xact_lock(hashtext('cskefu identity'), hashtext(${`${current.channelId}/${input.userId}`}))`.execute(
    ctx.tx,
  );
  const known = await findVisitorByUserId(ctx.tx, current.channelId, input.userId);
  if (!known && current.userId === null) return setVisitorIdentity(ctx.tx, current.id, identity);
  if (!known) {
    // Somebody else used this browser before: their history stays theirs.
    const fresh = await insertVisitor(
      ctx.tx,
      { id: crypto.randomUUID(), channelId: current.channelId },
      { locale: current.locale ?? undefined, page: undefined, userAgent: undefined, address: undefined },
    );
    return setVisitorIdentity(ctx.tx, fresh.id, identity);
  }
  if (known.id !== current.id && current.userId === null) await moveConversations(ctx, current.id, known.id);
  return setVisitorIdentity(ctx.tx, known.id, identity);
}

async function moveConversations(ctx: UseCaseContext<VisitorActor>, from: string, to: string): Promise<void> {
  const open = await findOpen({ tx: ctx.tx, actor: { id: from } });
  const comesAlong = open !== undefined && !(await findOpen({ tx: ctx.tx, actor: { id: to } }));
  if (open && !comesAlong) await closeMerged(ctx, open);
  await ctx.tx.updateTable('conversations').set({ visitor_id: to }).where('visitor_id', '=', from).execute();
  // Their author, too: a message that is sent once more must be known as the same person's.
  await ctx.tx
    .updateTable('messages')
    .set({ author_id: to })
    .where('author_kind', '=', 'visitor')
    .where('author_id', '=', from)
    .where('conversation_id', 'in', (query) =>
      query.selectFrom('conversations').select('id').where('visitor_id', '=', to),
    )
    .execute();
  ctx.emit({ type: 'visitor.merged', ...(comesAlong ? { conversationId: open } : {}), payload: { from, to } });
}

function isSignedBy(secret: string, { userId, signature }: VisitorIdentity): boolean {
  const wanted = createHmac('sha256', secret).update(userId).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
