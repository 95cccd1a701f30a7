import { z } from 'zod';
import { conversation } from './conversation.ts';
import { cursor, MAX_INTEGER, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** What a service was about, at most two levels deep. */
export const serviceType = z
  .object({
    id: uuid,
    name: z.string(),
    parent: z.object({ id: uuid, name: z.string() }).nullable(),
    orgUnit: z
      .object({ id: orgUnitId, name: z.string() })
      .meta({ description: 'Shared by this unit with all below it' }),
  })
  .meta({ id: 'ServiceType' });
export type ServiceType = z.infer<typeof serviceType>;

const person = z.object({ id: uuid, name: z.string() });

export const followUp = z.object({ dueAt: timestamp, memo: z.string() }).meta({ id: 'FollowUp' });
export type FollowUp = z.infer<typeof followUp>;

/** What an agent says of a conversation, for the house. */
export const wrapUpContent = z.object({
  serviceTypeIds: z.array(uuid).max(20).default([]),
  memo: storableText(2_000).default(''),
  followUp: z
    .object({ dueAt: timestamp, memo: storableText(500).default('') })
    .nullable()
    .default(null),
});
export type WrapUpContent = z.infer<typeof wrapUpContent>;

export const wrapUp = z
  .object({
    serviceTypes: z.array(
      z.object({ id: uuid, name: z.string().meta({ description: 'With its parent: 售后 / 退款' }) }),
    ),
    memo: z.string(),
    followUp: followUp.extend({ by: person, doneAt: timestamp.nullable() }).nullable(),
    by: person,
    at: timestamp,
  })
  .meta({ id: 'WrapUp' });
export type WrapUp = z.infer<typeof wrapUp>;

export const wrapUpRule = z.enum(['off', 'optional', 'required']);
export type WrapUpRule = z.infer<typeof wrapUpRule>;

const byId = z.object({ id: uuid });
const typeName = storableText(40).trim().min(1);
const listQuery = z.object({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const wrapUpRoutes = {
  get: route({
    method: 'GET',
    path: '/api/conversations/:id/wrap-up',
    summary: 'What was recorded of a conversation, what is being written, and what can be chosen',
    access: ['conversations:read', 'history:read'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: z.object({
      rule: wrapUpRule,
      wrapUp: wrapUp.nullable(),
      draft: wrapUpContent.nullable(),
      choices: z.array(serviceType),
    }),
    errors: ['not_found'],
  }),
  saveDraft: route({
    method: 'PUT',
    path: '/api/conversations/:id/wrap-up/draft',
    summary: 'Keep what is being written; nothing of it counts yet',
    access: ['conversations:serve', 'supervision:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: wrapUpContent,
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'conflict'],
  }),
  save: route({
    method: 'PUT',
    path: '/api/conversations/:id/wrap-up',
    summary: 'Record it: of a conversation that I serve or served, or that I supervise; again changes it',
    access: ['conversations:serve', 'supervision:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: wrapUpContent,
    response: wrapUp,
    errors: ['not_found', 'conflict', 'invalid_input'],
  }),
  wanted: route({
    method: 'GET',
    path: '/api/me/wrap-ups/wanted',
    summary: 'My conversations of the last 30 days that still want a wrap-up, the newest first',
    access: ['conversations:serve'],
    scope: 'own',
    query: listQuery,
    response: page(conversation).extend({ count: z.int() }),
  }),
  followUps: route({
    method: 'GET',
    path: '/api/me/follow-ups',
    summary: 'What I said I would follow up: open ones by date, or the ones that are done',
    access: ['conversations:serve'],
    scope: 'own',
    query: listQuery.extend({
      state: z.enum(['open', 'done']).default('open'),
      before: timestamp.optional().meta({ description: 'Due before this moment' }),
    }),
    response: page(z.object({ conversation, wrapUp })).extend({
      due: z.int().meta({ description: 'How many open ones are due by now' }),
    }),
  }),
  markFollowUp: route({
    method: 'PUT',
    path: '/api/conversations/:id/follow-up',
    summary: 'It was followed up, or not after all',
    access: ['conversations:serve', 'supervision:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({ done: z.boolean() }),
    response: wrapUp,
    errors: ['not_found', 'conflict'],
  }),
} as const;

export const serviceTypeRoutes = {
  list: route({
    method: 'GET',
    path: '/api/service-types',
    summary: 'The service types of the units within reach',
    access: ['settings:read'],
    scope: 'list',
    query: listQuery.extend({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    response: page(serviceType),
  }),
  create: route({
    method: 'POST',
    path: '/api/service-types',
    summary: 'A new one of a unit within reach, or below another of the same unit',
    access: ['settings:write'],
    scope: 'list',
    body: z.object({ name: typeName, orgUnitId: orgUnitId.max(MAX_INTEGER), parentId: uuid.nullable().default(null) }),
    response: serviceType,
    errors: ['not_found', 'taken', 'conflict'],
  }),
  rename: route({
    method: 'PATCH',
    path: '/api/service-types/:id',
    summary: 'Another name; what was recorded with it shows that, too',
    access: ['settings:write'],
    scope: { item: 'service-type', param: 'id' },
    params: byId,
    body: z.object({ name: typeName }),
    response: serviceType,
    errors: ['not_found', 'taken'],
  }),
  archive: route({
    method: 'DELETE',
    path: '/api/service-types/:id',
    summary: 'Cannot be chosen any more, with those below it; what was recorded keeps it',
    access: ['settings:write'],
    scope: { item: 'service-type', param: 'id' },
    params: byId,
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found'],
  }),
} as const;
