import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { readContactCard } from './contact-card.ts';
import { createContactOf, linkContact, readContactOf, unlinkContact } from './conversation-contact.ts';
import { createContact } from './create-contact.ts';
import { initiateConversation } from './initiate-conversation.ts';
import { listContactsWithin } from './list-contacts.ts';
import { listEarlier } from './list-earlier.ts';
import { tagContact } from './tag-contact.ts';
import { updateContact } from './update-contact.ts';

export function registerContactRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  const { contacts } = routes;
  register(contacts.list, ({ actor, query }) => run.read(actor, listContactsWithin, query));
  register(contacts.create, ({ actor, body }) => run(actor, createContact, body));
  register(contacts.get, ({ actor, params }) => run.read(actor, readContactCard, params));
  register(contacts.update, ({ actor, params, body }) => run(actor, updateContact, { ...body, id: params.id }));
  register(contacts.tag, ({ actor, params, body }) => run(actor, tagContact, { ...body, id: params.id }));
  register(contacts.initiate, ({ actor, params }) => run(actor, initiateConversation, params));
  register(contacts.ofConversation, ({ actor, params }) => run.read(actor, readContactOf, params));
  register(contacts.link, ({ actor, params, body }) => run(actor, linkContact, { ...body, id: params.id }));
  register(contacts.createOf, ({ actor, params, body }) => run(actor, createContactOf, { ...body, id: params.id }));
  register(contacts.unlink, ({ actor, params }) => run(actor, unlinkContact, params));
  register(contacts.earlier, ({ actor, params, query }) => run.read(actor, listEarlier, { ...query, id: params.id }));
}
