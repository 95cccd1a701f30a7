import type { AccountActor, RunUseCase, UseCaseContext } from '../access/index.ts';

/** What happens to an account, as the event log names it. */
export type AccountEvent =
  | 'account.signed_in'
  | 'account.signed_out'
  | 'account.session_ended'
  | 'account.password_changed'
  | 'account.profile_changed'
  | 'account.two_factor_enabled'
  | 'account.two_factor_disabled'
  | 'account.recovery_codes_renewed'
  | 'account.passkey_added'
  | 'account.passkey_removed'
  | 'account.api_token_created'
  | 'account.api_token_revoked'
  | 'account.single_sign_on_linked';

/** Tells of something that the actor did to their own account. */
export function emitAccountEvent(ctx: UseCaseContext<AccountActor>, type: AccountEvent, facts: object = {}): void {
  ctx.emit({ type, orgUnitId: ctx.actor.orgUnit.id, payload: { accountId: ctx.actor.id, ...facts } });
}

/** The same, where nothing else is written. */
export function announce(run: RunUseCase, actor: AccountActor, type: AccountEvent, facts: object = {}): Promise<void> {
  return run(actor, async (ctx) => emitAccountEvent(ctx, type, facts), undefined);
}
