import { routes, type TwoFactorState } from '@cskefu/contract';
import type { AccountActor, RegisterRoute } from '../../access/index.ts';
import type { IdentityDependencies } from '../identity.ts';
import { confirmPassword, findPasswordHash } from '../verify-password.ts';
import { disableSecondFactor, enableSecondFactor, proposeSecret, renewRecoveryCodes } from './change-second-factor.ts';
import { countRecoveryCodes, findSecondFactor } from './second-factors.store.ts';

export function registerSecondFactorRoutes(register: RegisterRoute, dependencies: IdentityDependencies): void {
  const { db } = dependencies;

  async function present(actor: AccountActor): Promise<TwoFactorState> {
    const factor = await findSecondFactor(db, actor.id);
    const enabledAt = factor?.confirmedAt ?? null;
    return {
      enabled: enabledAt !== null,
      enabledAt: enabledAt?.toISOString() ?? null,
      recoveryCodesLeft: await countRecoveryCodes(db, actor.id),
      hasPassword: (await findPasswordHash(db, actor.id)) !== null,
    };
  }

  register(routes.twoFactor.get, ({ actor }) => present(actor));

  register(routes.twoFactor.begin, async ({ actor, body, request }) => {
    await confirmPassword(dependencies, actor, { password: body.password, cookie: request.headers.cookie });
    return proposeSecret(dependencies, actor);
  });

  register(routes.twoFactor.confirm, async ({ actor, body }) => ({
    recoveryCodes: await enableSecondFactor(dependencies, actor, body.code),
  }));

  register(routes.twoFactor.disable, async ({ actor, body, request }) => {
    await confirmPassword(dependencies, actor, { password: body.password, cookie: request.headers.cookie });
    await disableSecondFactor(dependencies, actor, body.code);
    return present(actor);
  });

  register(routes.twoFactor.renewRecoveryCodes, async ({ actor, body, request }) => {
    await confirmPassword(dependencies, actor, { password: body.password, cookie: request.headers.cookie });
    return { recoveryCodes: await renewRecoveryCodes(dependencies, actor, body.code) };
  });
}
