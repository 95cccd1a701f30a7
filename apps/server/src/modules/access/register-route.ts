import type { Access, RouteDefinition, RouteOutput } from '@cskefu/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { DomainError } from '../../platform/errors/index.ts';
import { addRoute } from '../../platform/http/index.ts';
import type { Reach } from '../organization/index.ts';
import type { AccountActor, Actor, VisitorActor } from './actor.ts';
import type { Authenticator } from './authenticate.ts';
import { authorize } from './authorize.ts';
import { narrowed } from './scope.ts';

type Parsed<R, Part extends string> = R extends { [P in Part]: infer S extends z.ZodType } ? z.output<S> : undefined;

/** Who can get through a route's declaration. */
type ActorOf<A extends Access> = A extends 'public' ? Actor : A extends 'visitor' ? VisitorActor : AccountActor;

/** What a route's handler is given: the actor, let through already, and the validated parts of the request. */
export interface Call<R extends RouteDefinition> {
  readonly actor: ActorOf<R['access'][number]>;
  readonly params: Parsed<R, 'params'>;
  readonly query: Parsed<R, 'query'>;
  readonly body: Parsed<R, 'body'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type RegisterRoute = <R extends RouteDefinition>(
  definition: R,
  handler: (call: Call<R>) => Promise<RouteOutput<R> | FastifyReply>,
  options?: { rateLimit?: { max: number; timeWindow: string } },
) => void;

/** Registers routes of the contract: authenticate, refuse foreign origins, authorize, validate, handle. */
export function createRouteRegistrar(
  app: FastifyInstance,
  authenticator: Authenticator,
  publicUrl: string | undefined,
  findUnit: (reach: Reach, id: number) => Promise<Reach | undefined>,
): RegisterRoute {
  /** The current unit narrows what lists show; it can never widen it. */
  async function inCurrentUnit(actor: AccountActor, request: FastifyRequest): Promise<AccountActor> {
    const wanted = request.headers['x-org-unit'];
    if (wanted === undefined) return actor;
    const unit = /^\d{1,9}$/.test(String(wanted)) ? await findUnit(actor.orgUnit, Number(wanted)) : undefined;
    if (!unit) throw new DomainError('unit_unavailable');
    return narrowed(actor, unit);
  }

  return (definition, handler, options = {}) => {
    addRoute(app, definition, {
      ...options,
      onRequest: async (request) => {
        const actor = await authenticator.actorOf(request.headers, request.ip);
        if (actor.kind === 'account' || request.headers.cookie) refuseForeignOrigin(request, publicUrl);
        authorize(actor, definition.access);
        actors.set(request, actor.kind === 'account' ? await inCurrentUnit(actor, request) : actor);
      },
      handler: (request, reply) =>
        handler({
          actor: actors.get(request) as never,
          params: request.params as never,
          query: request.query as never,
          body: request.body as never,
          request,
          reply,
        }),
    });
  };
}

const actors = new WeakMap<FastifyRequest, Actor>();

/** A cookie goes along with requests from any page; only writes from our own pages count. */
export function refuseForeignOrigin(request: FastifyRequest, publicUrl: string | undefined): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.origin;
  if (origin === undefined) {
    const site = request.headers['sec-fetch-site'];
    if (site === undefined || site === 'same-origin' || site === 'none') return;
    throw new DomainError('foreign_origin');
  }
  if (!isOwnOrigin(origin, request.host, publicUrl)) throw new DomainError('foreign_origin');
}

/** Whether an `Origin` header names this server: by the address it was called at, or by its public one. */
export function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || (publicUrl !== undefined && new URL(publicUrl).origin === origin);
}
