import { authorKind, channelId, conversationEvent, presenceState, seq, timestamp, uuid } from '@cskefu/contract';
import type { PluginPermission } from '@cskefu/plugin-sdk';
import { z } from 'zod';

/** What plugins may hear of, and what they are told of it. */
export interface ObservableEvent {
  /** Without it the payload is null. */
  readonly permission: PluginPermission;
  /** Fields that do not stand here stay in the house. */
  readonly payload: z.ZodObject;
  readonly words: string;
}

const observable = (permission: PluginPermission, words: string, payload: z.ZodObject): ObservableEvent => ({
  permission,
  payload,
  words,
});

type StreamEvent = (typeof conversationEvent.options)[number];
const HEAD = { conversationId: true, seq: true, at: true, type: true } as const;

/** Those of the stream of a conversation have the fields that browsers get. */
const ofStream = (type: string, words: string): ObservableEvent => {
  const found = conversationEvent.options.find((option: StreamEvent) => option.shape.type.value === type);
  if (!found) throw new Error(`no event of the stream is called ${type}`);
  return observable('conversations:read', words, (found as z.ZodObject).omit(HEAD as never));
};

const contact = z.object({ contactId: uuid });
const linked = contact.extend({ visitorId: uuid });
const invitation = z.object({ invitationId: uuid, visitorId: uuid, channelId, agentId: uuid.nullable() });

/** A message as observers get it; `text` is null without `messages:read`, for files without words, and once it is recalled. */
export const observedMessage = z.object({
  id: uuid,
  kind: z.string(),
  text: z.string().nullable(),
  fileId: uuid.nullable(),
  author: z.object({ kind: authorKind, id: uuid.nullable(), name: z.string() }),
  replyTo: seq.nullable(),
});

/** By type; the list only grows. */
export const observableEvents: Readonly<Record<string, ObservableEvent>> = {
  'message.created': observable(
    'conversations:read',
    'Somebody wrote. Without `messages:read` its text is null.',
    z.object({ message: observedMessage }),
  ),
  'message.recalled': ofStream('message.recalled', 'An author took a message back.'),
  'conversation.created': ofStream('conversation.created', 'A conversation began.'),
  'conversation.waiting': ofStream('conversation.waiting', 'It waits for an agent, for the first time or again.'),
  'conversation.assigned': ofStream('conversation.assigned', 'An agent serves it from now on.'),
  'conversation.transferred': ofStream('conversation.transferred', 'It was handed over.'),
  'conversation.transfer_offered': ofStream('conversation.transfer_offered', 'An agent was asked to take it over.'),
  'conversation.transfer_declined': ofStream('conversation.transfer_declined', 'They did not.'),
  'conversation.moved': ofStream('conversation.moved', 'While it waited it went to another skill group.'),
  'conversation.prioritized': ofStream('conversation.prioritized', 'Its place in the queue was changed.'),
  'conversation.snoozed': ofStream('conversation.snoozed', 'Its agent put it aside.'),
  'conversation.woken': ofStream('conversation.woken', 'It is back before its agent.'),
  'conversation.closed': ofStream('conversation.closed', 'It is over.'),
  'conversation.message_left': ofStream('conversation.message_left', 'It became a left message.'),
  'conversation.answer_mailed': ofStream('conversation.answer_mailed', 'What became of answers that went by e-mail.'),
  'conversation.satisfaction_requested': ofStream(
    'conversation.satisfaction_requested',
    'The visitor was asked for it.',
  ),
  'conversation.rated': ofStream('conversation.rated', 'The visitor said how it was.'),
  'conversation.tagged': ofStream('conversation.tagged', 'Its tags were changed.'),
  'conversation.wrapped_up': ofStream('conversation.wrapped_up', 'Its wrap-up was recorded.'),
  'conversation.followed_up': ofStream(
    'conversation.followed_up',
    'What was to be followed up is done, or is not after all.',
  ),
  'contact.created': observable('contacts:read', 'A contact was entered.', contact),
  'contact.updated': observable(
    'contacts:read',
    'Fields of a contact were changed; their values are to be asked for.',
    contact.extend({ fields: z.unknown() }),
  ),
  'contact.linked': observable('contacts:read', 'A visitor was linked to a contact.', linked),
  'contact.unlinked': observable('contacts:read', 'They are linked no more.', linked),
  'contact.tagged': observable(
    'contacts:read',
    'Tags of a contact were changed.',
    contact.extend({ added: z.array(z.string()), removed: z.array(z.string()) }),
  ),
  'visitor.blocked': observable(
    'contacts:read',
    'A visitor may not write for a while.',
    z.object({ visitorId: uuid, reason: z.string().nullable(), expiresAt: timestamp.nullable() }),
  ),
  'visitor.merged': observable(
    'contacts:read',
    'An anonymous visitor turned out to be somebody known.',
    z.object({ from: uuid, to: uuid }),
  ),
  'invitation.sent': observable('contacts:read', 'A visitor was invited to a conversation.', invitation),
  'invitation.accepted': observable('contacts:read', 'They came.', invitation),
  'invitation.refused': observable('contacts:read', 'They did not want to.', invitation),
  'agent.presence_changed': observable(
    'agents:read',
    'An agent became ready, went away, or is gone.',
    z.object({ accountId: uuid, from: presenceState, to: presenceState, since: timestamp }),
  ),
};

/** What a plugin is told of an event; null where it may not know, or where it is none that we know of. */
export const payloadFor = (
  type: string,
  payload: unknown,
  grants: ReadonlySet<PluginPermission>,
): Record<string, unknown> | null => {
  const event = Object.hasOwn(observableEvents, type) ? observableEvents[type] : undefined;
  if (!event || !grants.has(event.permission) || typeof payload !== 'object' || payload === null) return null;
  const fields = Object.keys(event.payload.shape);
  return Object.fromEntries(Object.entries(payload).filter(([key]) => fields.includes(key)));
};
