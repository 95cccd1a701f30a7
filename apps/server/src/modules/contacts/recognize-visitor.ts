import type { Actor, UseCaseContext } from '../access/index.ts';
import type { VisitorRecord } from '../visitors/index.ts';
import { findBySignedUser, findLinked, insertIdentity, moveIdentity } from './identities.store.ts';

/**
 * A site has signed who a visitor is: what was known of the anonymous one comes along, and who is known on another channel of the same unit is
 * known here.
 */
export async function recognizeVisitor(
  ctx: UseCaseContext<Actor>,
  { from, to }: { from: VisitorRecord; to: VisitorRecord },
): Promise<void> {
  // Somebody else's browser it was before: what is known of them stays theirs.
  if (from.id !== to.id && from.userId === null) await moveIdentity(ctx.tx, from.id, to.id);
  if ((await findLinked(ctx.tx, to.id)) !== undefined) return;
  const contactId = await findBySignedUser(ctx.tx, to.id);
  if (contactId !== undefined) await insertIdentity(ctx.tx, { visitorId: to.id, contactId, linkedBy: null }, ctx.now);
}
