import { z } from 'zod';
import { orgUnitId, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

const line = (max: number) => storableText(max).trim();
const answer = line(500).optional();

/** What a visitor enters before the first word. Which fields must be there, and how they must look, is the channel's to say. */
export const preChatDraft = z
  .object({
    fields: z.object({
      name: line(60).optional(),
      email: line(254).optional(),
      phone: line(40).optional(),
      question1: answer,
      question2: answer,
      question3: answer,
    }),
    consent: z.boolean().default(false).meta({ description: 'I agree to the privacy notice' }),
    skillGroupId: orgUnitId.nullable().default(null).meta({ description: 'One of those that the channel offers' }),
  })
  .meta({ id: 'PreChatDraft' });
export type PreChatDraft = z.infer<typeof preChatDraft>;

/** Whether a visitor has to answer something before the first word, and between what they can choose. */
export const preChatArrival = z
  .object({
    due: z.boolean(),
    skillGroups: z.array(z.object({ id: orgUnitId, name: z.string() })),
  })
  .meta({ id: 'PreChatArrival' });
export type PreChatArrival = z.infer<typeof preChatArrival>;

/** What a visitor has answered. */
export const preChat = z
  .object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    questions: z.array(z.object({ label: z.string(), answer: z.string() })),
    skillGroup: z.object({ id: orgUnitId, name: z.string() }).nullable(),
    consentedAt: timestamp.nullable(),
    answeredAt: timestamp,
  })
  .meta({ id: 'PreChat' });
export type PreChat = z.infer<typeof preChat>;

export const preChatRoutes = {
  answer: route({
    method: 'POST',
    path: '/api/visitor/pre-chat',
    summary: 'Answer what the channel asks before the first word; again replaces the answers',
    access: ['visitor'],
    scope: 'own',
    body: preChatDraft,
    response: z.object({ ok: z.literal(true) }),
    errors: ['channel_unavailable', 'blocked'],
  }),
  ofConversation: route({
    method: 'GET',
    path: '/api/conversations/:id/pre-chat',
    summary: 'What the visitor of a conversation answered before the first word',
    access: ['conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: z.object({ id: uuid }),
    response: z.object({ preChat: preChat.nullable() }),
    errors: ['not_found'],
  }),
} as const;
