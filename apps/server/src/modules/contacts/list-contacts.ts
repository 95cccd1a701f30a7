import type { Contact } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { parseCursor } from '../conversations/index.ts';
import { type ContactFilter, listContacts } from './contacts.store.ts';

/** A page of the contacts in the actor's current unit and below, the last changed first. */
export async function listContactsWithin(
  ctx: UseCaseContext<AccountActor>,
  { cursor, limit, ...filter }: ContactFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: Contact[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await listContacts(ctx.tx, ctx.actor.scope, filter, after, limit + 1);
  const items = found.slice(0, limit).map(({ contact }) => contact);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? `${last.updatedAt}_${last.id}` : null };
}
