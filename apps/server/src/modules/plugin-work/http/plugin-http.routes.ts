import { CallError } from '@cskefu/plugin-host';
import type { HttpManifest, PluginRequest } from '@cskefu/plugin-sdk';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../../platform/database/index.ts';
import { DomainError } from '../../../platform/errors/index.ts';
import type { Logger } from '../../../platform/logging/index.ts';
import { type Authenticator, authorize, refuseForeignOrigin } from '../../access/index.ts';
import type { PluginRuntime, RunningPlugin } from '../../plugins/index.ts';
import { findPluginRoute } from './find-plugin-route.ts';
import { presentRequest } from './present-request.ts';
import { MOST_BYTES, readAnswer } from './read-answer.ts';

export interface PluginHttpDependencies {
  readonly db: Database;
  readonly plugins: Pick<PluginRuntime, 'running' | 'call'>;
  readonly authenticator: Authenticator;
  readonly publicUrl: string | undefined;
  readonly log: Logger;
}

const DEADLINE_MS = 10_000;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** One door for the routes of all plugins, `/p/{plugin}/…`: which there are stands in their manifests, so nothing is registered when one comes or goes. */
export async function registerPluginHttp(app: FastifyInstance, dependencies: PluginHttpDependencies): Promise<void> {
  await app.register(async (scope) => {
    // Plugins get bytes, whatever they are.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.route<{ Params: { plugin: string } }>({
      method: [...METHODS],
      url: '/p/:plugin/*',
      schema: { hide: true },
      bodyLimit: MOST_BYTES,
      config: { rateLimit: { max: 600, timeWindow: '1 minute' } },
      handler: (request, reply) => handle(dependencies, request, reply),
    });
  });
}

type Request = FastifyRequest<{ Params: { plugin: string } }>;

async function handle(dependencies: PluginHttpDependencies, request: Request, reply: FastifyReply): Promise<unknown> {
  const plugin = await findPlugin(dependencies, request.params.plugin);
  const path = pathOf(request);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const found = findPluginRoute(plugin.manifest.http, method, path);
  if (!found) throw new DomainError('not_found');
  const account = await findAccount(dependencies, found.route, request);
  const asked = presentRequest(request, path, { account, params: found.params });
  const answer = readAnswer(await call(dependencies, plugin, found.route, asked));
  if (!answer) throw new DomainError('unavailable', { detail: `${plugin.id} gave no answer that could be sent` });
  return reply.status(answer.status).headers(answer.headers).send(answer.body);
}

/** @throws {DomainError} not_found; unavailable: it is there and does not run on this node now */
async function findPlugin({ db, plugins }: PluginHttpDependencies, id: string): Promise<RunningPlugin> {
  const running = plugins.running().find((plugin) => plugin.id === id);
  if (running && !running.rests) return running;
  const known = running ?? (await db.selectFrom('plugins').select('enabled').where('id', '=', id).executeTakeFirst());
  if (!known || ('enabled' in known && !known.enabled)) throw new DomainError('not_found');
  throw new DomainError('unavailable', { detail: `${id} does not run`, retryAfterMs: 1_000 });
}

/** Below the address of the plugin, as it was sent. */
const pathOf = ({ url }: Request): string => `/${(url.split('?')[0] ?? '').split('/').slice(3).join('/')}`;

/** @throws {DomainError} unauthenticated, forbidden, foreign_origin, password_change_required */
async function findAccount(
  { authenticator, publicUrl }: PluginHttpDependencies,
  { auth }: HttpManifest,
  request: Request,
): Promise<PluginRequest['account']> {
  if (auth === 'public') return null;
  const actor = await authenticator.actorOf(request.headers, request.ip);
  refuseForeignOrigin(request, publicUrl);
  authorize(actor, ['account']);
  if (actor.kind !== 'account') throw new DomainError('forbidden');
  if (auth === 'admin' && !actor.isAdministrator && !actor.isSuperAdministrator) throw new DomainError('forbidden');
  return { id: actor.id, name: actor.name };
}

async function call(
  { plugins, log }: PluginHttpDependencies,
  { id }: RunningPlugin,
  { method, path }: HttpManifest,
  request: PluginRequest,
): Promise<unknown> {
  try {
    return await plugins.call(id, 'http', { route: `${method} ${path}`, request }, { deadlineMs: DEADLINE_MS });
  } catch (error) {
    const code = error instanceof CallError ? error.code : 'thrown';
    log.warn({ plugin: id, route: `${method} ${path}`, code, err: error }, 'a route of a plugin gave no answer');
    throw new DomainError('unavailable', { detail: `${id}: ${code}`, retryAfterMs: 1_000 });
  }
}
