import { z } from 'zod';
import { conversation } from './conversation.ts';
import { channelId, cursor, MAX_INTEGER, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';
import { tagChange, tagRef } from './tags.ts';

/** A person known to us. */
export const contact = z
  .object({
    id: uuid,
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    company: z.string().nullable(),
    gender: z.enum(['female', 'male']).nullable(),
    memo: z.string(),
    tags: z.array(tagRef),
    orgUnit: z.object({ id: orgUnitId, name: z.string() }),
    createdBy: z.object({ id: uuid, name: z.string() }).nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof contact>;

/** By what a contact is known on a channel. */
export const contactIdentity = z
  .object({
    visitorId: uuid,
    name: z.string(),
    identified: z.boolean().meta({ description: 'The site has signed who they are' }),
    channel: z.object({ id: channelId, name: z.string() }),
    seenAt: timestamp,
  })
  .meta({ id: 'ContactIdentity' });
export type ContactIdentity = z.infer<typeof contactIdentity>;

/** Why nobody can write to them now. */
export const unreachable = z.enum([
  'no_identity',
  'channel_off',
  'blocked',
  'served_by_other',
  'waiting',
  'served_by_me',
]);
export type Unreachable = z.infer<typeof unreachable>;

export const contactCard = contact
  .extend({
    identities: z.array(contactIdentity),
    unreachable: unreachable.nullable().meta({ description: 'null: a conversation can be initiated' }),
    openConversationId: uuid.nullable().meta({ description: 'Their open conversation, where I may see it' }),
  })
  .meta({ id: 'ContactCard' });
export type ContactCard = z.infer<typeof contactCard>;

const orNull = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => null), schema]).nullable();
const fields = z.object({
  name: storableText(60).trim().min(1),
  phone: orNull(
    storableText(32)
      .trim()
      .regex(/^[+\d][\d\s()#*,;-]*$/),
  ).default(null),
  email: orNull(z.email().max(120)).default(null),
  company: orNull(storableText(100).trim()).default(null),
  gender: z.enum(['female', 'male']).nullable().default(null),
  memo: storableText(2_000).default(''),
});
const changes = z.object({
  name: fields.shape.name.optional(),
  phone: fields.shape.phone.unwrap().optional(),
  email: fields.shape.email.unwrap().optional(),
  company: fields.shape.company.unwrap().optional(),
  gender: fields.shape.gender.unwrap().optional(),
  memo: fields.shape.memo.unwrap().optional(),
});
export type ContactFields = z.infer<typeof fields>;
export type ContactChanges = z.infer<typeof changes>;

const byId = z.object({ id: uuid });
const listQuery = z.object({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const contactRoutes = {
  list: route({
    method: 'GET',
    path: '/api/contacts',
    summary: 'Contacts within reach, the last changed first',
    access: ['contacts:read'],
    scope: 'list',
    query: listQuery.extend({
      search: storableText(60)
        .optional()
        .meta({ description: 'Name, pinyin or initials, phone, e-mail, company; all of the words' }),
      tagId: uuid.optional(),
    }),
    response: page(contact),
  }),
  create: route({
    method: 'POST',
    path: '/api/contacts',
    summary: 'A new contact of a unit within reach: of the one named, else the own one',
    access: ['contacts:write'],
    scope: 'list',
    body: fields.extend({ orgUnitId: orgUnitId.max(MAX_INTEGER).optional() }),
    response: contact,
    errors: ['not_found'],
  }),
  get: route({
    method: 'GET',
    path: '/api/contacts/:id',
    summary: 'A contact, by what they are known, and whether they can be reached',
    access: ['contacts:read'],
    scope: { item: 'contact', param: 'id' },
    params: byId,
    response: contactCard,
    errors: ['not_found'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/contacts/:id',
    summary: 'Change a contact; what is absent stays',
    access: ['contacts:write'],
    scope: { item: 'contact', param: 'id' },
    params: byId,
    body: changes,
    response: contact,
    errors: ['not_found'],
  }),
  tag: route({
    method: 'POST',
    path: '/api/contacts/:id/tags',
    summary: 'Put tags on a contact and take others away',
    access: ['contacts:write'],
    scope: { item: 'contact', param: 'id' },
    params: byId,
    body: tagChange,
    response: contact,
    errors: ['not_found', 'conflict'],
  }),
  initiate: route({
    method: 'POST',
    path: '/api/contacts/:id/conversation',
    summary: 'Begin a conversation with a contact who can be reached: active, with me, within my limits',
    access: ['conversations:serve'],
    scope: { item: 'contact', param: 'id' },
    params: byId,
    response: conversation,
    errors: ['not_found', 'conflict', 'capacity_reached', 'unreachable'],
  }),
  ofConversation: route({
    method: 'GET',
    path: '/api/conversations/:id/contact',
    summary: 'The contact that the visitor of a conversation is linked to',
    access: ['contacts:read'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: z.object({
      contact: contactCard.nullable(),
      hidden: z.boolean().meta({ description: 'They are linked to one that lies outside of my reach' }),
    }),
    errors: ['not_found'],
  }),
  link: route({
    method: 'PUT',
    path: '/api/conversations/:id/contact',
    summary: 'The visitor of this conversation is this contact',
    access: ['contacts:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({ contactId: uuid }),
    response: contactCard,
    errors: ['not_found', 'conflict'],
  }),
  createOf: route({
    method: 'POST',
    path: '/api/conversations/:id/contact',
    summary: 'A new contact from the visitor of this conversation, linked at once',
    access: ['contacts:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: fields,
    response: contactCard,
    errors: ['not_found', 'conflict'],
  }),
  unlink: route({
    method: 'DELETE',
    path: '/api/conversations/:id/contact',
    summary: 'The visitor of this conversation is not this contact after all',
    access: ['contacts:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found'],
  }),
  earlier: route({
    method: 'GET',
    path: '/api/conversations/:id/earlier',
    summary: 'Other conversations of the same visitor and contact, across channels, the newest first',
    access: ['conversations:read', 'history:read'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    query: listQuery,
    response: page(conversation),
    errors: ['not_found'],
  }),
} as const;
