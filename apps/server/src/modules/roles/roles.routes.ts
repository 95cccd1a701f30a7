import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { addRoleMembers } from './add-role-members.ts';
import { createRole } from './create-role.ts';
import { deleteRole } from './delete-role.ts';
import { listRoles } from './list-roles.ts';
import { removeRoleMembers } from './remove-role-members.ts';
import { presentRole } from './roles.store.ts';
import { updateRole } from './update-role.ts';

export function registerRoleRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  const { roles } = routes;
  register(roles.list, ({ actor, query }) => run(actor, listRoles, query));
  register(roles.get, ({ actor, params }) => run(actor, (ctx, { id }) => presentRole(ctx.tx, ctx.actor, id), params));
  register(roles.create, ({ actor, body }) => run(actor, createRole, body));
  register(roles.update, ({ actor, params, body }) => run(actor, updateRole, { ...body, id: params.id }));
  register(roles.remove, async ({ actor, params }) => {
    await run(actor, deleteRole, params);
    return { ok: true as const };
  });
  register(roles.addMembers, ({ actor, params, body }) => run(actor, addRoleMembers, { ...body, id: params.id }));
  register(roles.removeMembers, ({ actor, params, body }) => run(actor, removeRoleMembers, { ...body, id: params.id }));
}
