import { sql } from 'kysely';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { findLinked, insertIdentity } from './identities.store.ts';

/** What a provider has verified of a person. */
export interface VerifiedHint {
  readonly kind: 'phone' | 'email' | 'unionid';
  readonly value: string;
}

/**
 * A provider has verified how a visitor is reached: where exactly one contact of the channel's unit has that phone or address, or the same person is known on
 * another channel of the unit, they are linked. Two who fit are left to a person.
 */
export async function recognizeByHints(
  ctx: UseCaseContext<Actor>,
  { visitorId, hints }: { visitorId: string; hints: readonly VerifiedHint[] },
): Promise<void> {
  if (hints.length === 0 || (await findLinked(ctx.tx, visitorId)) !== undefined) return;
  const of = (kind: VerifiedHint['kind']) => hints.filter((hint) => hint.kind === kind).map(({ value }) => value);
  const { rows } = await sql<{ id: string }>`
    select distinct c.id
    from visitors v
    join channels ch on ch.id = v.channel_id
    join contacts c on c.org_unit_id = ch.org_unit_id and c.deleted_at is null
    where v.id = ${visitorId} and (
      regexp_replace(c.phone, '[^0-9+]', '', 'g') = any (${of('phone').map((phone) => phone.replace(/[^0-9+]/g, ''))}::text[])
      or lower(c.email) = any (${of('email').map((email) => email.toLowerCase())}::text[])
      or c.id in (
        select i.contact_id
        from visitor_addresses a
        join channels oc on oc.id = a.channel_id and oc.org_unit_id = ch.org_unit_id
        join contact_identities i on i.visitor_id = a.visitor_id
        where exists (
          select from jsonb_array_elements(a.identity -> 'hints') h
          where h ->> 'kind' = 'unionid' and (h ->> 'verified')::boolean and h ->> 'value' = any (${of('unionid')}::text[])
        )
      )
    )
    limit 2`.execute(ctx.tx);
  const [only, second] = rows;
  if (only && !second) await insertIdentity(ctx.tx, { visitorId, contactId: only.id, linkedBy: null }, ctx.now);
}
