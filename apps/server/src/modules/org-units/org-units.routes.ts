import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { createOrgUnit } from './create-org-unit.ts';
import { deleteOrgUnit } from './delete-org-unit.ts';
import { listOrgUnits } from './list-org-units.ts';
import { moveOrgUnit } from './move-org-unit.ts';
import { presentUnit } from './present-org-unit.ts';
import { listRegions } from './regions.ts';
import { updateOrgUnit } from './update-org-unit.ts';

export function registerOrgUnitRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  register(routes.orgUnits.list, ({ actor, query }) => run.read(actor, listOrgUnits, query));

  register(routes.orgUnits.get, ({ actor, params }) => run.read(actor, (ctx, { id }) => presentUnit(ctx, id), params));

  register(routes.orgUnits.create, ({ actor, body }) => run(actor, createOrgUnit, body));

  register(routes.orgUnits.update, ({ actor, params, body }) => run(actor, updateOrgUnit, { ...body, ...params }));

  register(routes.orgUnits.move, ({ actor, params, body }) => run(actor, moveOrgUnit, { ...body, ...params }));

  register(routes.orgUnits.remove, async ({ actor, params }) => {
    await run(actor, deleteOrgUnit, params);
    return { ok: true as const };
  });

  register(routes.orgUnits.regions, async ({ query: { cursor = '', limit, ...filter } }) => {
    const found = await listRegions(filter, cursor, limit + 1);
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.code ?? null) : null };
  });
}
