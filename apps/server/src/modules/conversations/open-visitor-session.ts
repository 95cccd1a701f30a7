import type { Locale, VisitorSession } from '@cskefu/contract';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { refuseBlocked } from '../blocks/index.ts';
import { ensureVisitor, insertVisitor, touchVisitor, type VisitorArrival } from '../visitors/index.ts';
import { accessOpenChannel, buildVisitorSession, type VisitorSessionDependencies } from './visitor-session.ts';

export interface VisitorArrivalInput {
  readonly channelId: string;
  readonly token?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly page?: VisitorArrival['page'];
  readonly historyLimit: number;
  readonly userAgent: string | undefined;
  readonly address: string;
}

/**
 * A visitor arrives: the one whose token this is, else somebody new. A token that is not valid, or of another channel, is replaced.
 * @throws {DomainError} channel_unavailable, blocked
 */
export const openVisitorSession =
  (dependencies: VisitorSessionDependencies) =>
  async (ctx: UseCaseContext<Actor>, input: VisitorArrivalInput): Promise<VisitorSession> => {
    const channel = await accessOpenChannel(ctx, input.channelId);
    const arrival: VisitorArrival = {
      locale: input.locale,
      page: input.page,
      userAgent: input.userAgent,
      address: input.address,
    };
    const known = input.token === undefined ? null : dependencies.visitorTokens.verify(input.token);
    const id = known?.channelId === channel.id ? known.id : null;
    // Whoever only looked at pages until now has a token already.
    if (id) await ensureVisitor(ctx.tx, { id, channelId: channel.id }, arrival);
    const returning = id ? await touchVisitor(ctx.tx, id, arrival, ctx.now) : undefined;
    const visitor =
      returning ?? (await insertVisitor(ctx.tx, { id: crypto.randomUUID(), channelId: channel.id }, arrival));
    await refuseBlocked(ctx, visitor.id);
    return buildVisitorSession(ctx, visitor, channel, input.historyLimit, dependencies);
  };
