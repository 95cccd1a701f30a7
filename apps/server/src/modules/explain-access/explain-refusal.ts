import type { AccessSubject, RouteOutput, routes } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessHolder, accessThing } from './access-thing.ts';
import { sourcesOf, sourcesToSee } from './grant-sources.ts';
import type { Holder } from './holders.store.ts';
import { liesWithin, placeFor, type Thing } from './thing.ts';

type Answer = RouteOutput<typeof routes.explainAccess.why>;

/** Whether somebody can see a thing, with every reason that stands against it: one that is mended may not be the only one. */
export function explainRefusal(keepPassword: boolean) {
  return async (
    ctx: UseCaseContext<AccountActor>,
    question: { subject: AccessSubject; id: string; accountId: string },
  ): Promise<Answer> => {
    const thing = await accessThing(ctx, question.subject, question.id);
    const holder = await accessHolder(ctx, question.accountId);
    const reasons = reasonsAgainst(holder, thing, keepPassword);
    const { id, name } = placeFor(ctx.actor, thing);
    return {
      can: reasons.length === 0,
      permission: thing.permission,
      accountUnit: { id: holder.orgUnit.id, name: holder.orgUnit.name },
      unit: { id, name },
      sources: sourcesToSee(holder, thing),
      reasons,
    };
  };
}

function reasonsAgainst(holder: Holder, thing: Thing, keepPassword: boolean): Answer['reasons'] {
  const near = liesWithin(holder, thing) || thing.servedBy.includes(holder.id);
  return [
    ...(holder.disabled ? ['disabled' as const] : []),
    ...(near ? [] : ['other_unit' as const]),
    ...(sourcesOf(holder, thing.permission).length > 0 ? [] : ['no_permission' as const]),
    ...(holder.mustChangePassword && !keepPassword ? ['password_change_required' as const] : []),
  ];
}
