import { DomainError } from '../../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../../access/index.ts';
import { emitAccountEvent } from '../announce.ts';
import { describeDevice, nameDevice } from './describe-device.ts';
import { deleteSessions } from './sessions.store.ts';

interface EndedSession {
  readonly id: string;
  readonly token: string;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
}

/**
 * Signs one browser of one's own out; answers with its token, for its open connections.
 * @throws {DomainError} not_found
 */
export async function endSession(ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<string> {
  const [ended] = await deleteSessions(ctx.tx, ctx.actor.id, { id });
  if (!ended) throw new DomainError('not_found');
  tell(ctx, ended);
  return ended.token;
}

/** Signs all browsers of one's own out but this one; answers with their tokens. */
export async function endOtherSessions(
  ctx: UseCaseContext<AccountActor>,
  { exceptToken }: { exceptToken: string },
): Promise<string[]> {
  const ended = await deleteSessions(ctx.tx, ctx.actor.id, { exceptToken });
  for (const session of ended) tell(ctx, session);
  return ended.map(({ token }) => token);
}

function tell(ctx: UseCaseContext<AccountActor>, session: EndedSession): void {
  emitAccountEvent(ctx, 'account.session_ended', {
    sessionId: session.id,
    device: nameDevice(describeDevice(session.user_agent ?? '')),
    address: session.ip_address,
  });
}
