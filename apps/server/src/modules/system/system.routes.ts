import { type DeadLetter, routes } from '@cskefu/contract';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Config } from '../../platform/config/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { listFailedTasks } from '../../platform/due/index.ts';
import type { ConsumerDefinition } from '../../platform/events/index.ts';
import { countMails, type Mailer } from '../../platform/mail/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { DUE_TASKS, retryDeadLetter } from './retry-dead-letter.ts';
import { sendTestMail } from './send-test-mail.ts';

/** A part that must work for the whole to be ready: answers with what is wrong, or null. */
export type ReadinessCheck = () => Promise<string | null>;

export interface SystemDependencies {
  readonly config: Config;
  readonly version: string;
  readonly db: Database;
  readonly run: RunUseCase;
  readonly mailer: Mailer;
  readonly metrics: Metrics;
  /** Those that there are now: plugins come and go. */
  readonly consumers: () => readonly ConsumerDefinition[];
  readonly readiness: Readonly<Record<string, ReadinessCheck>>;
}

const CHECK_MS = 2_000;

export function registerSystemRoutes(
  app: FastifyInstance,
  register: RegisterRoute,
  dependencies: SystemDependencies,
): void {
  const { config, db } = dependencies;

  register(routes.system.info, async () => ({
    version: dependencies.version,
    demo: config.CSKEFU_DEMO,
    loginBanner: config.EXTRAS_LOGIN_BANNER,
    loginChatbox: config.EXTRAS_LOGIN_CHATBOX,
    baiduSiteKey: config.TONGJI_BAIDU_SITEKEY,
    maxFileBytes: Math.floor(config.MAX_FILE_MB * 1024 * 1024),
  }));

  register(routes.system.health, async () => ({ status: 'ok' as const }));

  register(routes.system.readiness, async ({ reply }) => {
    const entries = await Promise.all(
      Object.entries(dependencies.readiness).map(async ([part, check]) => {
        const detail = await within(CHECK_MS, check());
        return [part, detail === null ? { ok: true } : { ok: false, detail }] as const;
      }),
    );
    const ready = entries.every(([, part]) => part.ok);
    reply.status(ready ? 200 : 503);
    return { status: ready ? ('ready' as const) : ('not_ready' as const), parts: Object.fromEntries(entries) };
  });

  register(routes.system.mail, async () => {
    const { server, from } = dependencies.mailer;
    return { server, from, links: config.PUBLIC_URL !== undefined, ...(await countMails(db)) };
  });

  register(routes.system.sendTestMail, ({ actor, body }) => sendTestMail(dependencies, actor, body), {
    rateLimit: { max: 10, timeWindow: '1 minute' },
  });

  register(routes.system.deadLetters, async ({ query }) => {
    const found = await listDeadLetters(db, query.cursor ?? '', query.limit + 1);
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > query.limit && last ? `${last.consumer}/${last.position}` : null };
  });

  register(routes.system.retryDeadLetter, async ({ params }) => {
    await retryDeadLetter(dependencies, params);
    return { ok: true as const };
  });

  // For Prometheus: text, not JSON, hence outside the contract.
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    reply.type(dependencies.metrics.registry.contentType);
    return dependencies.metrics.registry.metrics();
  });
}

function within(ms: number, check: Promise<string | null>): Promise<string | null> {
  const late = new Promise<string>((resolve) => setTimeout(() => resolve(`no answer within ${ms} ms`), ms).unref());
  return Promise.race([
    check.catch((error: unknown) => (error instanceof Error ? error.message : String(error))),
    late,
  ]);
}

/** Events that a consumer gave up on, then due tasks. */
async function listDeadLetters(db: Database, after: string, limit: number): Promise<DeadLetter[]> {
  const [consumer = '', at = ''] = after.split('/');
  const position = /^\d{1,18}$/.test(at) ? at : '0';
  const letters = consumer === DUE_TASKS ? [] : await listEventLetters(db, consumer, position, limit);
  const tasks = await listFailedTasks(db, consumer === DUE_TASKS ? position : '0', limit - letters.length);
  return [
    ...letters,
    ...tasks.map(({ number, kind, failedAt, ...task }) => ({
      consumer: DUE_TASKS,
      position: number,
      type: kind,
      error: task.error,
      attempts: task.attempts,
      failedAt: failedAt.toISOString(),
    })),
  ];
}

async function listEventLetters(
  db: Database,
  consumer: string,
  position: string,
  limit: number,
): Promise<DeadLetter[]> {
  const { rows } = await sql<Omit<DeadLetter, 'failedAt'> & { failed_at: Date }>`
    select consumer, position::text as position, type, error, attempts, failed_at
    from event_dead_letters
    where (consumer, position) > (${consumer}, ${position}::bigint)
    order by consumer, event_dead_letters.position
    limit ${limit}`.execute(db);
  return rows.map(({ failed_at, ...row }) => ({ ...row, failedAt: failed_at.toISOString() }));
}
