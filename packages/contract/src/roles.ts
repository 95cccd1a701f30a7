import { z } from 'zod';
import { permissions } from './permissions.ts';
import { cursor, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

export const roleId = z.int().positive();
const roleIdParam = z.coerce.number().int().positive().max(2_147_483_647);

export const roleRef = z.object({ id: roleId, name: z.string() });

/** The roles that every desk starts with. */
export const builtInRole = z.enum(['administrator', 'supervisor', 'senior_agent', 'agent']);

/** A named set of permissions, shared by all org units. */
export const role = z
  .object({
    id: roleId,
    name: z.string(),
    description: z.string(),
    builtIn: builtInRole
      .nullable()
      .meta({ description: 'One of those that every desk starts with; it can be changed, not deleted' }),
    permissions: z.array(z.enum(permissions)),
    memberCount: z.int().min(0).meta({ description: "Accounts in the caller's reach" }),
    assignable: z.boolean().meta({ description: 'The caller has all that it grants, and may put people in it' }),
    createdAt: timestamp,
  })
  .meta({ id: 'Role' });
export type Role = z.infer<typeof role>;

const params = z.object({ id: roleIdParam });
const name = storableText(60).trim().min(1);
const permissionSet = z.array(z.enum(permissions)).max(permissions.length);
const members = z.object({ accountIds: z.array(uuid).min(1).max(500) });

export const roleRoutes = {
  list: route({
    method: 'GET',
    path: '/api/roles',
    summary: 'All roles: they are shared by all units',
    access: ['roles:read'],
    scope: 'desk',
    query: z.object({
      search: storableText(60).optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    response: page(role),
  }),
  get: route({
    method: 'GET',
    path: '/api/roles/:id',
    summary: 'One role',
    access: ['roles:read'],
    scope: 'desk',
    params,
    response: role,
    errors: ['not_found'],
  }),
  create: route({
    method: 'POST',
    path: '/api/roles',
    summary: 'Create a role',
    access: ['roles:write'],
    scope: 'desk',
    body: z.object({ name, description: storableText(300).default(''), permissions: permissionSet.default([]) }),
    response: role,
    errors: ['taken'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/roles/:id',
    summary: 'Change a role; what is absent stays',
    access: ['roles:write'],
    scope: 'desk',
    params,
    body: z.object({
      name: name.optional(),
      description: storableText(300).optional(),
      permissions: permissionSet.optional(),
    }),
    response: role,
    errors: ['not_found', 'taken'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/roles/:id',
    summary: 'Delete a role; whoever is in it loses what it grants',
    access: ['roles:write'],
    scope: 'desk',
    params,
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'in_use'],
  }),
  addMembers: route({
    method: 'POST',
    path: '/api/roles/:id/members',
    summary: 'Put accounts in a role, all or none; those who are in it already stay',
    access: ['roles:assign'],
    scope: 'desk',
    params,
    body: members,
    response: role,
    errors: ['not_found', 'beyond_own_rights', 'own_rights', 'super_administrator'],
  }),
  removeMembers: route({
    method: 'POST',
    path: '/api/roles/:id/members/remove',
    summary: 'Take accounts out of a role, all or none',
    access: ['roles:assign'],
    scope: 'desk',
    params,
    body: members,
    response: role,
    errors: ['not_found', 'beyond_own_rights', 'own_rights', 'super_administrator'],
  }),
} as const;
