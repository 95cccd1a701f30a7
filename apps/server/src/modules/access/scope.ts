import type { Reach } from '../organization/index.ts';
import { covers } from '../organization/index.ts';
import type { AccountActor } from './actor.ts';

/** Whether what lies at this place of the tree lies in the account's unit or below. The current unit narrows lists, not this. */
export function reaches(actor: Pick<AccountActor, 'orgUnit'>, path: string): boolean {
  return covers(actor.orgUnit, path);
}

/** The same account with its lists narrowed to a unit in its reach. */
export function narrowed(actor: AccountActor, scope: Reach): AccountActor {
  return { ...actor, scope: { id: scope.id, path: scope.path } };
}
