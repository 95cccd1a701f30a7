import { routes } from '@cskefu/contract';
import type { RegisterRoute } from '../access/index.ts';
import { acceptSuperAdministration } from './accept-super-administration.ts';
import { accessAccount } from './access-account.ts';
import type { ConfirmPassword } from './confirm-password.ts';
import { createAccount } from './create-account.ts';
import { deleteAccount } from './delete-account.ts';
import { disableAccount } from './disable-account.ts';
import { enableAccount } from './enable-account.ts';
import { type ImportDependencies, importAccounts } from './import-accounts.ts';
import { listAccounts } from './list-accounts.ts';
import { moveAccounts } from './move-accounts.ts';
import { offerSuperAdministration, showOffer, withdrawSuperAdministration } from './offer-super-administration.ts';
import { presentProfile } from './present-profile.ts';
import { resetPassword } from './reset-password.ts';
import { type ResetTwoFactor, resetSecondFactor } from './reset-two-factor.ts';
import { updateAccount } from './update-account.ts';

export interface AccountsDependencies extends ImportDependencies {
  readonly confirmPassword: ConfirmPassword;
  readonly resetTwoFactor: ResetTwoFactor;
}

export function registerAccountRoutes(register: RegisterRoute, dependencies: AccountsDependencies): void {
  const { run } = dependencies;
  const { accounts } = routes;

  register(accounts.list, ({ actor, query }) => run(actor, listAccounts, query));
  register(accounts.get, ({ actor, params }) =>
    run(actor, async (ctx, { id }) => presentProfile(await accessAccount(ctx, id)), params),
  );
  register(accounts.create, ({ actor, body }) => createAccount(dependencies, actor, body));
  register(accounts.update, ({ actor, params, body }) => run(actor, updateAccount, { ...body, id: params.id }));
  register(accounts.disable, ({ actor, params }) => run(actor, disableAccount, params));
  register(accounts.enable, ({ actor, params }) => run(actor, enableAccount, params));
  register(accounts.remove, async ({ actor, params }) => {
    await run(actor, deleteAccount, params);
    return { ok: true as const };
  });
  register(accounts.resetPassword, ({ actor, params, body }) =>
    resetPassword(dependencies, actor, { id: params.id, password: body.password }),
  );
  register(accounts.resetTwoFactor, ({ actor, params }) =>
    run(actor, resetSecondFactor(dependencies.resetTwoFactor), params),
  );
  register(accounts.importCsv, ({ actor, body }) => importAccounts(dependencies, actor, body), {
    rateLimit: { max: 20, timeWindow: '1 minute' },
  });
  register(accounts.moveToUnit, async ({ actor, params, body }) => ({
    moved: await run(actor, moveAccounts, { orgUnitId: params.id, accountIds: body.accountIds }),
  }));
  registerHandOver(register, dependencies);
}

const CONFIRMATIONS = { rateLimit: { max: 10, timeWindow: '1 minute' } };

function registerHandOver(register: RegisterRoute, { run, confirmPassword }: AccountsDependencies): void {
  const { accounts } = routes;
  register(
    accounts.offerSuperAdministration,
    async ({ actor, body, request }) => {
      await confirmPassword(actor, body.password, request.headers.cookie);
      return run(actor, offerSuperAdministration, { accountId: body.accountId });
    },
    CONFIRMATIONS,
  );
  register(accounts.withdrawSuperAdministration, async ({ actor }) => {
    await run(actor, withdrawSuperAdministration, undefined);
    return { ok: true as const };
  });
  register(accounts.superAdministrationOffer, ({ actor }) => run(actor, showOffer, undefined));
  register(
    accounts.acceptSuperAdministration,
    async ({ actor, body, request }) => {
      await confirmPassword(actor, body.password, request.headers.cookie);
      await run(actor, acceptSuperAdministration, undefined);
      return { ok: true as const };
    },
    CONFIRMATIONS,
  );
}
