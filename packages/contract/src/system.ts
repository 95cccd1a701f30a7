import { z } from 'zod';
import { cursor, page, storableText, timestamp } from './primitives.ts';
import { route } from './route.ts';

export const systemInfo = z
  .object({
    version: z.string(),
    demo: z.boolean().meta({ description: 'Demo mode: the default passwords stay, and the page says so' }),
    loginBanner: z.string().nullable(),
    loginChatbox: z.string().nullable().meta({ description: 'Channel whose launcher stands on the sign-in page' }),
    baiduSiteKey: z.string().nullable(),
    maxFileBytes: z.int().positive(),
  })
  .meta({ id: 'SystemInfo' });
export type SystemInfo = z.infer<typeof systemInfo>;

export const deadLetter = z
  .object({
    consumer: z.string(),
    position: z.string().meta({ description: 'Position in the event log, a 64-bit integer as text' }),
    type: z.string(),
    error: z.string(),
    attempts: z.int(),
    failedAt: timestamp,
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetter = z.infer<typeof deadLetter>;

/** How letters go out, and what does not. */
export const mailState = z
  .object({
    server: z.string().nullable().meta({ description: 'Null: none is configured; letters wait' }),
    from: z.string().nullable(),
    links: z.boolean().meta({ description: 'PUBLIC_URL is set, so letters can lead back to the chat' }),
    waiting: z.int(),
    failed: z.int().meta({ description: 'Of the last 30 days' }),
  })
  .meta({ id: 'MailState' });
export type MailState = z.infer<typeof mailState>;

const position = z.string().regex(/^\d{1,18}$/);

export const systemRoutes = {
  info: route({
    method: 'GET',
    path: '/api/system',
    summary: 'What the sign-in page needs to know',
    access: ['public'],
    scope: 'none',
    response: systemInfo,
  }),
  health: route({
    method: 'GET',
    path: '/healthz',
    summary: 'The process is alive',
    access: ['public'],
    scope: 'none',
    response: z.object({ status: z.literal('ok') }),
  }),
  readiness: route({
    method: 'GET',
    path: '/readyz',
    summary: 'Every part can work; 503 names the part that cannot',
    access: ['public'],
    scope: 'none',
    response: z.object({
      status: z.enum(['ready', 'not_ready']),
      parts: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string().optional() })),
    }),
    alsoWith: [503],
  }),
  mail: route({
    method: 'GET',
    path: '/api/system/mail',
    summary: 'How letters go out, and how many do not',
    access: ['system:operate'],
    scope: 'desk',
    response: mailState,
  }),
  sendTestMail: route({
    method: 'POST',
    path: '/api/system/test-mail',
    summary: 'Send a test mail at once, and tell what the mail server answered',
    access: ['system:operate'],
    scope: 'desk',
    body: z.object({ to: z.email().max(254) }),
    response: z.object({ ok: z.boolean(), answer: z.string() }),
  }),
  deadLetters: route({
    method: 'GET',
    path: '/api/system/dead-letters',
    summary: 'Events that a durable consumer gave up on',
    access: ['system:operate'],
    scope: 'desk',
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(deadLetter),
  }),
  retryDeadLetter: route({
    method: 'POST',
    path: '/api/system/dead-letters/:consumer/:position/retry',
    summary: 'Hand the event to its consumer once more',
    access: ['system:operate'],
    scope: 'desk',
    params: z.object({ consumer: storableText(100), position }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'conflict'],
  }),
} as const;
