import { z } from 'zod';
import { MAX_INTEGER, orgUnitId, storableText, timeZone } from './primitives.ts';
import { route } from './route.ts';
import { routingSettings } from './routing.ts';

const systemText = storableText(1_000)
  .trim()
  .meta({ description: "Empty: the product's own words, in the visitor's language" });
const seconds = z.int().min(1).max(86_400);

/** A time of day, to the minute. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** From one time to another; where the second is not later, it lies on the next day. */
const openRange = z.object({ from: timeOfDay, to: timeOfDay.or(z.literal('24:00')) });
export type OpenRange = z.infer<typeof openRange>;

export const weekdayRange = openRange.extend({ day: z.int().min(1).max(7).meta({ description: 'Monday is 1' }) });
export type WeekdayRange = z.infer<typeof weekdayRange>;

/** A day that is unlike others of its weekday: a holiday, or a Saturday that is worked. */
export const openException = z.object({
  date: z.iso.date(),
  name: storableText(60).trim(),
  ranges: z.array(openRange).max(6).meta({ description: 'Empty: closed' }),
});
export type OpenException = z.infer<typeof openException>;

export const overflowTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('skill_group'), id: orgUnitId.max(MAX_INTEGER) }),
  z.object({ kind: z.literal('left_message') }),
]);
export type OverflowTarget = z.infer<typeof overflowTarget>;

/** What a skill group says and does by itself. */
const talkSettings = z.object({
  senderName: storableText(40).trim().meta({ description: 'In whose name it speaks; empty: the words of the product' }),
  welcomeOn: z.boolean().meta({ description: 'When a conversation begins' }),
  welcomeText: systemText,
  assignedOn: z.boolean().meta({ description: 'When an agent has it' }),
  assignedText: systemText.meta({ description: '`{agent}` is their name' }),
  busyOn: z.boolean().meta({ description: 'When it has to wait for somebody who is there' }),
  busyText: systemText.meta({ description: '`{position}` is the place in the queue, `{estimate}` the likely wait' }),
  nobodyOn: z.boolean().meta({ description: 'When nobody is there, though it is open' }),
  nobodyText: systemText,
  closingOn: z.boolean().meta({ description: 'When an agent ends it' }),
  closingText: systemText,
  offHoursText: systemText.meta({ description: '`{opening}` is when it opens again' }),

  idleWarningOn: z.boolean(),
  idleWarningSeconds: seconds.meta({ description: 'After the last word of the agent, if the visitor says nothing' }),
  idleWarningText: systemText,
  idleCloseOn: z.boolean(),
  idleCloseSeconds: seconds.meta({ description: 'After the warning; without one, after the last word of the agent' }),
  idleCloseText: systemText,
  slowReplyOn: z.boolean(),
  slowReplySeconds: seconds.meta({ description: 'After the last word of the visitor, if nobody answers' }),
  slowReplyText: systemText,

  queueTimeoutOn: z.boolean(),
  queueTimeoutSeconds: seconds.meta({ description: 'Of waiting, over all skill groups' }),
  queueTimeoutText: systemText,
  queueTimeoutThen: z.enum(['close', 'left_message']),
  overflowOn: z.boolean(),
  overflowSeconds: seconds.meta({ description: 'Of waiting in this skill group' }),
  overflowTo: overflowTarget,

  hoursOn: z.boolean().meta({ description: 'Off: always open' }),
  timeZone,
  hours: z.array(weekdayRange).max(42),
  exceptions: z.array(openException).max(200),

  satisfactionOn: z.boolean(),
  satisfactionAsk: z.enum(['at_close', 'by_agent']).meta({ description: 'Of itself at the end, or only when asked' }),
  wrapUp: z.enum(['off', 'optional', 'required']),
  transferNeedsAcceptance: z.boolean(),
});

export const sessionSettings = talkSettings.meta({ id: 'SessionSettings' });
export type SessionSettings = z.infer<typeof sessionSettings>;

const everySetting = z.object({ ...talkSettings.shape, ...routingSettings.shape });
export type EverySetting = z.infer<typeof everySetting>;
export type SettingName = keyof EverySetting;

type Nullable<Shape extends z.ZodRawShape> = { [K in keyof Shape]: z.ZodNullable<Shape[K]> };
const nullable = <Shape extends z.ZodRawShape>(shape: Shape) =>
  Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, (schema as z.ZodType).nullable()]),
  ) as unknown as Nullable<Shape>;

const ownSettings = z.object(nullable(everySetting.shape));
export type OwnSettings = z.infer<typeof ownSettings>;

export const unitSessionSettings = z
  .object({
    unit: z.object({ id: orgUnitId, name: z.string(), isSkillGroup: z.boolean() }),
    own: ownSettings.meta({ description: 'Null: inherited' }),
    inherited: everySetting.meta({ description: 'What counts where this unit says nothing' }),
    effective: everySetting,
    sources: z.record(z.string(), z.object({ id: orgUnitId.nullable(), name: z.string().nullable() })).meta({
      description:
        'From which unit above each inherited value comes; without a name where it lies above my own unit. Absent: the product says so',
    }),
    builtIn: z
      .object({ 'zh-CN': z.record(z.string(), z.string()), en: z.record(z.string(), z.string()) })
      .meta({ description: "The product's own words, by setting, for where a text is empty" }),
  })
  .meta({ id: 'UnitSessionSettings' });
export type UnitSessionSettings = z.infer<typeof unitSessionSettings>;

const unit = { item: 'org-unit', param: 'id' } as const;
const byUnit = z.object({ id: z.coerce.number().int().positive().max(MAX_INTEGER) });

export const sessionSettingsRoutes = {
  get: route({
    method: 'GET',
    path: '/api/org-units/:id/session-settings',
    summary:
      'What a unit says and does by itself and how it gives out what waits: its own, what it inherits, what counts',
    access: ['settings:read'],
    scope: unit,
    params: byUnit,
    response: unitSessionSettings,
    errors: ['not_found'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/org-units/:id/session-settings',
    summary:
      'Change them; what is absent stays, null is inherited. Counts at once, also for the units below that inherit',
    access: ['settings:write'],
    scope: unit,
    params: byUnit,
    body: ownSettings.partial(),
    response: unitSessionSettings,
    errors: ['not_found', 'unavailable_target'],
  }),
} as const;
