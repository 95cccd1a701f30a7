import { z } from 'zod';
import { presenceState } from './agents.ts';
import { conversation } from './conversation.ts';
import { MAX_MEMO_LENGTH } from './limits.ts';
import { messageReceipt } from './messages.ts';
import { cursor, MAX_INTEGER, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** Why an agent may be away, as a unit words it. */
export const awayReason = z
  .object({
    name: storableText(30).trim().min(1),
    maxMinutes: z
      .int()
      .min(1)
      .max(480)
      .nullable()
      .meta({ description: 'Longer is shown to supervisors; nobody is called back by it' }),
  })
  .meta({ id: 'AwayReason' });
export type AwayReason = z.infer<typeof awayReason>;

const awayReasons = z
  .array(awayReason)
  .max(20)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, { message: 'must not repeat a name' });

/** What supervisors of a unit watch for. */
export const supervisionSettings = z
  .object({
    answerWithinSeconds: z.int().min(1).max(3600).meta({ description: 'Whoever waits no longer is answered in time' }),
    serviceLevelTarget: z.int().min(1).max(100).meta({ description: 'So many of a hundred should be' }),
    alarmWaiting: z.int().min(0).max(9999).meta({ description: 'Alarm when more wait; 0: never' }),
    alarmLongestWaitSeconds: z
      .int()
      .min(0)
      .max(86_400)
      .meta({ description: 'Alarm when somebody waits longer; 0: never' }),
    alarmServiceLevel: z
      .int()
      .min(0)
      .max(100)
      .meta({ description: "Alarm when the day's service level is below, from the fifth visitor on; 0: never" }),
    alarmNoAgentReady: z.boolean().meta({ description: 'Alarm when somebody waits and nobody is ready' }),
    awayReasons,
  })
  .meta({ id: 'SupervisionSettings' });
export type SupervisionSettings = z.infer<typeof supervisionSettings>;

const { shape } = supervisionSettings;
const ownSettings = z.object({
  answerWithinSeconds: shape.answerWithinSeconds.nullable(),
  serviceLevelTarget: shape.serviceLevelTarget.nullable(),
  alarmWaiting: shape.alarmWaiting.nullable(),
  alarmLongestWaitSeconds: shape.alarmLongestWaitSeconds.nullable(),
  alarmServiceLevel: shape.alarmServiceLevel.nullable(),
  alarmNoAgentReady: shape.alarmNoAgentReady.nullable(),
  awayReasons: shape.awayReasons.nullable(),
});
export type OwnSupervisionSettings = z.infer<typeof ownSettings>;

export const unitSupervisionSettings = z
  .object({
    own: ownSettings.meta({ description: 'Null: inherited' }),
    inherited: supervisionSettings.meta({ description: 'What counts where this unit says nothing' }),
    effective: supervisionSettings,
  })
  .meta({ id: 'UnitSupervisionSettings' });
export type UnitSupervisionSettings = z.infer<typeof unitSupervisionSettings>;

/** A skill group as the wall shows it. */
export const wallGroup = z
  .object({
    id: orgUnitId,
    name: z.string(),
    waiting: z.int().meta({ description: 'Visitors who wait now, without left messages' }),
    waitingSince: timestamp.nullable().meta({ description: 'Of whoever waits longest' }),
    active: z.int().meta({ description: 'Conversations that agents serve now' }),
    begun: z.int().meta({ description: 'Today: conversations that visitors began' }),
    answered: z.int().meta({ description: 'Today: those that were given to their first agent' }),
    abandoned: z.int().meta({ description: 'Today: those that ended before anybody took them' }),
    waitMs: z
      .int()
      .meta({ description: 'Today: what the answered ones waited, all together, from beginning to first agent' }),
    inTime: z.int().meta({ description: 'Today: those answered within `answerWithinSeconds`' }),
    answerWithinSeconds: z.int(),
    serviceLevelTarget: z.int(),
  })
  .meta({ id: 'WallGroup' });
export type WallGroup = z.infer<typeof wallGroup>;

/** An agent as the wall shows them. */
export const wallAgent = z
  .object({
    id: uuid,
    name: z.string(),
    unit: z.object({ id: orgUnitId, name: z.string() }),
    state: presenceState,
    reason: z.string().nullable(),
    forcedBy: z.string().nullable(),
    since: timestamp,
    maxMinutes: z.int().nullable().meta({ description: 'How long this reason should last at most' }),
    load: z.int(),
    capacity: z.int(),
  })
  .meta({ id: 'WallAgent' });
export type WallAgent = z.infer<typeof wallAgent>;

export const alarmKind = z.enum(['waiting', 'longest_wait', 'service_level', 'no_agent_ready']);
export type AlarmKind = z.infer<typeof alarmKind>;

export const wallAlarm = z
  .object({
    skillGroupId: orgUnitId,
    kind: alarmKind,
    limit: z.int(),
    acknowledged: z.object({ by: z.string(), at: timestamp }).nullable(),
  })
  .meta({ id: 'WallAlarm' });
export type WallAlarm = z.infer<typeof wallAlarm>;

export const wall = z
  .object({
    at: timestamp,
    groups: z.array(wallGroup),
    agents: z.array(wallAgent),
    alarms: z.array(wallAlarm),
  })
  .meta({ id: 'Wall' });
export type Wall = z.infer<typeof wall>;

/** What has changed on the wall. `whole`: it is all there is. Alarms always come whole. */
export const wallChange = wall
  .extend({
    whole: z.boolean(),
    removedGroups: z.array(orgUnitId),
    removedAgents: z.array(uuid),
  })
  .meta({ id: 'WallChange' });
export type WallChange = z.infer<typeof wallChange>;

/** A conversation among those that are served or wait now. */
export const watchedConversation = conversation
  .extend({
    unansweredSince: timestamp
      .nullable()
      .meta({ description: 'When the visitor said the word that nobody has answered' }),
  })
  .meta({ id: 'WatchedConversation' });
export type WatchedConversation = z.infer<typeof watchedConversation>;

const byConversation = z.object({ id: uuid });
const item = { item: 'conversation', param: 'id' } as const;
const reason = storableText(200).trim().min(1);
const servedBy = uuid.meta({ description: 'Who serves it as far as I know: if it is somebody else, nothing happens' });

const unit = { item: 'org-unit', param: 'id' } as const;
const byUnit = z.object({ id: z.coerce.number().int().positive().max(MAX_INTEGER) });

export const supervisionRoutes = {
  wall: route({
    method: 'GET',
    path: '/api/supervision/wall',
    summary: 'Queue, agents, today and alarms of the current unit; the realtime frame `watch_wall` keeps it true',
    access: ['supervision:read'],
    scope: 'list',
    response: wall,
  }),
  conversations: route({
    method: 'GET',
    path: '/api/supervision/conversations',
    summary: 'Conversations that are served or wait now, those that have lasted longest first',
    access: ['supervision:read'],
    scope: 'list',
    query: z.object({
      state: z.enum(['active', 'waiting']).optional(),
      agentId: uuid.optional(),
      skillGroupId: z.coerce.number().int().positive().max(MAX_INTEGER).optional(),
      longerThanMinutes: z.coerce.number().int().min(1).max(1440).optional(),
      unansweredForSeconds: z.coerce.number().int().min(1).max(86_400).optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(watchedConversation),
  }),
  watch: route({
    method: 'POST',
    path: '/api/conversations/:id/watch',
    summary: 'Begin to watch a conversation in silence: nobody in it hears of it, the audit log does',
    access: ['supervision:read'],
    scope: item,
    params: byConversation,
    response: conversation,
    errors: ['not_found'],
  }),
  whisper: route({
    method: 'POST',
    path: '/api/conversations/:id/whisper',
    summary: 'Write to the agent of a conversation; the visitor never hears of it',
    access: ['supervision:whisper'],
    scope: item,
    params: byConversation,
    body: z.object({ id: uuid, text: storableText(4_000).refine((text) => text.trim() !== '') }),
    response: messageReceipt,
    errors: ['not_found', 'conversation_closed', 'id_taken', 'busy'],
  }),
  intervene: route({
    method: 'POST',
    path: '/api/conversations/:id/intervene',
    summary: 'Write to the visitor as the supervisor, whoever serves the conversation',
    access: ['supervision:intervene'],
    scope: item,
    params: byConversation,
    body: z.object({ id: uuid, text: storableText(4_000).refine((text) => text.trim() !== '') }),
    response: messageReceipt,
    errors: ['not_found', 'conversation_closed', 'id_taken', 'busy', 'refused_by_plugin', 'held_for_review'],
  }),
  takeOver: route({
    method: 'POST',
    path: '/api/conversations/:id/take-over',
    summary:
      "Serve a conversation oneself instead of its agent, beyond one's own limit if need be; the agent is told who and why",
    access: ['supervision:write'],
    scope: item,
    params: byConversation,
    body: z.object({ fromAgentId: servedBy, reason }),
    response: conversation,
    errors: ['not_found', 'conflict', 'forbidden'],
  }),
  transfer: route({
    method: 'POST',
    path: '/api/conversations/:id/transfer-served',
    summary: "Hand over somebody else's conversation, to an agent or a skill group, as its agent could",
    access: ['supervision:write'],
    scope: item,
    params: byConversation,
    body: z.object({
      fromAgentId: servedBy,
      to: z.union([z.object({ agentId: uuid }), z.object({ skillGroupId: orgUnitId.max(MAX_INTEGER) })]),
      memo: storableText(MAX_MEMO_LENGTH).trim().optional().meta({ description: 'Visitors never see it' }),
    }),
    response: conversation,
    errors: ['not_found', 'conflict', 'capacity_reached', 'unavailable_target'],
  }),
  close: route({
    method: 'POST',
    path: '/api/conversations/:id/close-served',
    summary: "End somebody else's conversation, or one that waits; ending a closed one changes nothing",
    access: ['supervision:write'],
    scope: item,
    params: byConversation,
    body: z.object({ reason }),
    response: conversation,
    errors: ['not_found'],
  }),
  acknowledge: route({
    method: 'POST',
    path: '/api/org-units/:id/alarms/:kind/acknowledge',
    summary: 'Say that one minds an alarm: it is quiet for everybody for half an hour',
    access: ['supervision:read'],
    scope: unit,
    params: byUnit.extend({ kind: alarmKind }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found'],
  }),
  settings: route({
    method: 'GET',
    path: '/api/org-units/:id/supervision-settings',
    summary: 'What supervisors of a unit watch for and why its agents may be away: its own, inherited, and what counts',
    access: ['settings:read'],
    scope: unit,
    params: byUnit,
    response: unitSupervisionSettings,
    errors: ['not_found'],
  }),
  updateSettings: route({
    method: 'PATCH',
    path: '/api/org-units/:id/supervision-settings',
    summary: 'Change them; what is absent stays, null is inherited',
    access: ['settings:write'],
    scope: unit,
    params: byUnit,
    body: ownSettings.partial(),
    response: unitSupervisionSettings,
    errors: ['not_found'],
  }),
  awayReasons: route({
    method: 'GET',
    path: '/api/agents/me/away-reasons',
    summary: 'Why I may be away, as my unit words it',
    access: ['conversations:serve'],
    scope: 'own',
    response: z.object({ items: z.array(awayReason) }),
  }),
} as const;
