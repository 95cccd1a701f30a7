import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { finishSetup } from './finish-setup.ts';
import { markStep } from './mark-step.ts';
import { nameOrganization } from './name-organization.ts';
import { presentSetup } from './present-setup.ts';
import { type FirstThings, readSetup } from './setup.store.ts';

/** `first`: what the first start has created. */
export function registerSetupRoutes(
  register: RegisterRoute,
  { run, first }: { run: RunUseCase; first: FirstThings },
): void {
  register(routes.setup.get, ({ actor }) =>
    run(actor, async (ctx) => presentSetup(await readSetup(ctx.tx, first)), undefined),
  );

  register(routes.setup.markStep, ({ actor, params, body }) =>
    run(actor, (ctx, input) => markStep(ctx, first, input), { ...params, ...body }),
  );

  register(routes.setup.finish, ({ actor }) => run(actor, (ctx) => finishSetup(ctx, first), undefined));

  register(routes.setup.nameOrganization, ({ actor, body }) =>
    run(actor, (ctx, input) => nameOrganization(ctx, first, input), body),
  );
}
