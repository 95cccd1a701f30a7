import { permissions, routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { accessHolder } from './access-thing.ts';
import { explainRefusal } from './explain-refusal.ts';
import { sourcesOf } from './grant-sources.ts';
import { listSeers } from './list-seers.ts';

export function registerExplainAccessRoutes(
  register: RegisterRoute,
  { run, keepPassword }: { run: RunUseCase; keepPassword: boolean },
): void {
  register(routes.explainAccess.seers, ({ actor, query }) => run(actor, listSeers(keepPassword), query));

  register(routes.explainAccess.why, ({ actor, query }) => run(actor, explainRefusal(keepPassword), query));

  register(routes.explainAccess.rightsOf, ({ actor, params }) =>
    run(
      actor,
      async (ctx, { id }) => {
        const holder = await accessHolder(ctx, id);
        return {
          unit: { id: holder.orgUnit.id, name: holder.orgUnit.name },
          active: !holder.disabled,
          rights: permissions
            .map((permission) => ({ permission, sources: sourcesOf(holder, permission) }))
            .filter(({ sources }) => sources.length > 0),
        };
      },
      params,
    ),
  );
}
