import type { FastifyError, FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isConnectionLoss } from '../database/index.ts';
import { DomainError } from '../errors/index.ts';

/** Turns every failure into an answer with a code, in one place. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const expected = asDomainError(error);
    if (expected) {
      if (expected.extras.retryAfterMs !== undefined) {
        reply.header('retry-after', Math.ceil(expected.extras.retryAfterMs / 1_000));
      }
      return reply.status(expected.status).send(expected.toBody(request.id));
    }
    request.log.error({ err: error, requestId: request.id }, 'request failed');
    return reply.status(500).send(new DomainError('internal').toBody(request.id));
  });
  app.setNotFoundHandler((request, reply) => reply.status(404).send(new DomainError('not_found').toBody(request.id)));
}

function asDomainError(error: FastifyError): DomainError | null {
  if (error instanceof DomainError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new DomainError('invalid_input', {
      issues: error.validation.slice(0, 20).map((issue) => ({
        path: issue.instancePath.replaceAll('/', '.').replace(/^\./, ''),
        message: issue.message ?? 'does not fit',
      })),
    });
  }
  if (isConnectionLoss(error))
    return new DomainError('unavailable', { detail: 'the database cannot be reached', retryAfterMs: 1_000 });
  switch (error.statusCode) {
    case 413:
      return new DomainError('too_large', { detail: error.message });
    case 429:
      return new DomainError('rate_limited', { retryAfterMs: 1_000 });
    default:
      return isCallersFault(error) ? new DomainError('invalid_input', { detail: error.message }) : null;
  }
}

/** Whatever else the HTTP server found wrong with a request: no JSON, another content type, no multipart, a broken address. */
function isCallersFault({ statusCode = 500 }: FastifyError): boolean {
  return statusCode >= 400 && statusCode < 500;
}
