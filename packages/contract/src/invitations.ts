import { z } from 'zod';
import { sentInvitation } from './online-visitors.ts';
import { channelId, storableText, uuid } from './primitives.ts';
import { route } from './route.ts';

/** When a visitor is invited without anybody doing it. All that is said must hold. */
export const invitationRule = z
  .object({
    id: uuid,
    name: storableText(60).trim().min(1),
    enabled: z.boolean(),
    seconds: z.int().min(0).max(3_600).meta({ description: 'On one page' }),
    page: storableText(200).meta({ description: 'Pattern of the address, `*` for anything; empty: any page' }),
    visits: z.int().min(1).max(1_000).meta({ description: 'From this visit on' }),
    workingHours: z.boolean().meta({ description: 'Only while the skill group is open' }),
    whenReady: z.boolean().meta({ description: 'Only while somebody is ready with room for one more' }),
    text: storableText(300).trim().min(1),
  })
  .meta({ id: 'InvitationRule' });
export type InvitationRule = z.infer<typeof invitationRule>;

export const MAX_INVITATION_RULES = 20;

const settings = {
  text: storableText(300).trim().nullable().meta({ description: "What agents begin with; null: the product's words" }),
  coolDownMinutes: z.int().min(0).max(10_080).meta({ description: 'After a refusal nobody is invited for so long' }),
  expireMinutes: z.int().min(1).max(60),
  rules: z.array(invitationRule).max(MAX_INVITATION_RULES),
};

export const invitationSettings = z
  .object({
    ...settings,
    counts: z
      .object({ sent: z.int(), accepted: z.int(), refused: z.int(), expired: z.int() })
      .meta({ description: 'Of the last 30 days; `sent` are all of them' }),
  })
  .meta({ id: 'InvitationSettings' });
export type InvitationSettings = z.infer<typeof invitationSettings>;

export const invitationRoutes = {
  invite: route({
    method: 'POST',
    path: '/api/online-visitors/:id/invite',
    summary: 'Invite a visitor who is online to talk; whoever accepts comes to me',
    access: ['visitors:invite'],
    scope: { item: 'visitor', param: 'id' },
    params: z.object({ id: uuid }),
    body: z.object({ text: storableText(300).trim().min(1) }),
    response: sentInvitation,
    errors: ['not_found', 'visitor_left', 'already_talking', 'already_invited', 'recently_refused'],
  }),
  accept: route({
    method: 'POST',
    path: '/api/visitor/invitations/:id/accept',
    summary: 'Talk: opens the conversation that I was invited to; repeating it changes nothing',
    access: ['visitor'],
    scope: 'own',
    params: z.object({ id: uuid }),
    response: z.object({ conversationId: uuid }),
    errors: ['not_found', 'too_late', 'channel_unavailable', 'blocked'],
  }),
  refuse: route({
    method: 'POST',
    path: '/api/visitor/invitations/:id/refuse',
    summary: 'Not now; repeating it changes nothing',
    access: ['visitor'],
    scope: 'own',
    params: z.object({ id: uuid }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found'],
  }),
  settings: route({
    method: 'GET',
    path: '/api/channels/:id/invitations',
    summary: 'How visitors of a channel are invited, and what came of it',
    access: ['channels:read'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    response: invitationSettings,
    errors: ['not_found'],
  }),
  updateSettings: route({
    method: 'PUT',
    path: '/api/channels/:id/invitations',
    summary: 'Change how visitors of a channel are invited',
    access: ['channels:write'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    body: z.object(settings),
    response: invitationSettings,
    errors: ['not_found'],
  }),
} as const;
