import type { VisitorSession } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { accessOpenChannel, buildVisitorSession, type VisitorSessionDependencies } from '../conversations/index.ts';
import { findVisitor } from '../visitors/index.ts';
import type { ChatLinks } from './chat-links.ts';

/**
 * Somebody comes by the link of a letter: the session of the visitor whom it was sent to. Whom the site has identified comes in by the site: a letter
 * is no proof of that.
 * @throws {DomainError} bad_signature: not ours, expired, or sent to an address that does not count any more; channel_unavailable
 */
export const resumeChat =
  (dependencies: VisitorSessionDependencies & { chatLinks: ChatLinks }) =>
  async (
    ctx: UseCaseContext<Actor>,
    { link, historyLimit }: { link: string; historyLimit: number },
  ): Promise<VisitorSession> => {
    const read = dependencies.chatLinks.read(link, ctx.now);
    const visitor = read && (await findVisitor(ctx.tx, read.visitorId));
    if (!visitor || visitor.userId !== null) throw new DomainError('bad_signature');
    if (!(await addressesOf(ctx.tx, visitor.id)).some(read.isFor)) throw new DomainError('bad_signature');
    const channel = await accessOpenChannel(ctx, visitor.channelId);
    return buildVisitorSession(ctx, visitor, channel, historyLimit, dependencies);
  };

async function addressesOf(db: DatabaseReader, visitorId: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select email from left_messages where visitor_id = ${visitorId} and email is not null order by left_at desc limit 20`.execute(
    db,
  );
  return rows.map(({ email }) => email);
}
