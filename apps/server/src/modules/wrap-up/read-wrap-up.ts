import type { ServiceType, WrapUp, WrapUpContent, WrapUpRule } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessInHistory } from '../conversations/index.ts';
import { findUnitPath } from '../organization/index.ts';
import { listChoices } from './service-types.store.ts';
import { findWrapUpRule } from './wrap-up-rule.ts';
import { findDraft, findWrapUps } from './wrap-ups.store.ts';

const MOST_CHOICES = 1_000;

/** All that the form needs. */
export async function readWrapUp(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<{ rule: WrapUpRule; wrapUp: WrapUp | null; draft: WrapUpContent | null; choices: ServiceType[] }> {
  const { skillGroup } = await accessInHistory(ctx, id);
  const path = (await findUnitPath(ctx.tx, skillGroup.id)) ?? '/0/';
  const [rule, found, draft, choices] = await Promise.all([
    findWrapUpRule(ctx.tx, skillGroup.id),
    findWrapUps(ctx.tx, [id]),
    findDraft(ctx.tx, id),
    listChoices(ctx.tx, { path }, MOST_CHOICES),
  ]);
  return { rule, wrapUp: found.get(id) ?? null, draft, choices };
}
