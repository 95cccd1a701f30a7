import type { AccessSubject, RouteOutput, routes } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessThing } from './access-thing.ts';
import { sourcesToSee } from './grant-sources.ts';
import { countSeersOutside, type Holder, listSeers as list } from './holders.store.ts';
import { placeFor } from './thing.ts';

interface Question {
  readonly subject: AccessSubject;
  readonly id: string;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Who can see a thing, and why: those in the actor's reach by name, the others as a number. */
export function listSeers(keepPassword: boolean) {
  return async (
    ctx: UseCaseContext<AccountActor>,
    { subject, id, search, cursor, limit }: Question,
  ): Promise<RouteOutput<typeof routes.explainAccess.seers>> => {
    const thing = await accessThing(ctx, subject, id);
    const reach = ctx.actor.orgUnit;
    const after = cursor === undefined ? null : parseCursor(cursor);
    const found = await list(ctx.tx, thing, reach, { search, after, limit: limit + 1 });
    const seers = found.slice(0, limit);
    const last = seers.at(-1);
    const { id: unitId, name } = placeFor(ctx.actor, thing);
    return {
      items: seers.map((holder) => ({
        account: { id: holder.id, name: holder.name, username: holder.username },
        throughUnit: { id: holder.orgUnit.id, name: holder.orgUnit.name },
        sources: sourcesToSee(holder, thing),
        owesPassword: holder.mustChangePassword && !keepPassword,
      })),
      nextCursor: found.length > limit && last ? cursorOf(last) : null,
      permission: thing.permission,
      unit: { id: unitId, name },
      above: await countSeersOutside(ctx.tx, thing, reach),
    };
  };
}

const cursorOf = ({ id, name }: Holder) => `${id}_${name}`;
const CURSOR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(.*)$/s;

function parseCursor(cursor: string): readonly [string, string] {
  const [, id, name] = CURSOR.exec(cursor) ?? [];
  if (id === undefined || name === undefined)
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  return [name, id];
}
