import type { RouteDefinition } from '@cskefu/contract';
import { errorBody, errorCodes } from '@cskefu/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface RouteImplementation {
  readonly onRequest: (request: FastifyRequest) => Promise<void>;
  readonly handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** Per address; for doors that strangers may knock at. */
  readonly rateLimit?: { max: number; timeWindow: string };
}

/** Adds a route of the contract: its schemas validate, serialize and document it. */
export function addRoute(app: FastifyInstance, definition: RouteDefinition, implementation: RouteImplementation): void {
  const [noun] = definition.path.replace(/^\/(api\/)?/, '').split('/');
  app.route({
    method: definition.method,
    url: definition.path,
    schema: {
      summary: definition.summary,
      description: `Access: ${definition.access.join(' or ')}`,
      tags: [noun ?? 'system'],
      security: securityOf(definition),
      ...(definition.params ? { params: definition.params } : {}),
      ...(definition.query ? { querystring: definition.query } : {}),
      ...(definition.body ? { body: definition.body } : {}),
      ...(definition.multipart ? { consumes: ['multipart/form-data'] } : {}),
      response: responsesOf(definition),
    },
    config: implementation.rateLimit ? { rateLimit: implementation.rateLimit } : {},
    onRequest: implementation.onRequest,
    handler: implementation.handler,
  });
}

function responsesOf(definition: RouteDefinition): Record<string, unknown> {
  const statuses = new Set([
    400,
    401,
    403,
    429,
    500,
    503,
    ...(definition.errors ?? []).map((code) => errorCodes[code]),
  ]);
  const failures = [...statuses].map((status) => [status, errorBody]);
  const answers = [200, ...(definition.alsoWith ?? [])].map((status) => [status, definition.response]);
  return Object.fromEntries([...failures, ...answers]);
}

function securityOf(definition: RouteDefinition): Record<string, string[]>[] {
  if (definition.access.includes('public')) return [];
  const schemes: Record<string, string[]>[] = [];
  if (definition.access.includes('visitor')) schemes.push({ visitor: [] });
  if (definition.access.some((access) => access !== 'visitor')) schemes.push({ session: [] });
  if (definition.access.some((access) => access.includes(':'))) schemes.push({ apiToken: [] });
  return schemes;
}
