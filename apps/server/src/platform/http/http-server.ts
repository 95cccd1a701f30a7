import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySwagger from '@fastify/swagger';
import { type FastifyInstance, fastify, LogController } from 'fastify';
import {
  createJsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Logger } from '../logging/index.ts';
import type { Metrics } from '../metrics/index.ts';
import { handleErrors } from './handle-errors.ts';

export interface HttpServerOptions {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly trustProxy: boolean;
  readonly version: string;
  readonly maxFileBytes: number;
}

const BODY_LIMIT = 256 * 1024;

/** Fastify with everything that all routes have in common. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { metrics } = options;
  // Pino's logger is Fastify's own, but carries a narrower type than the instance that plugins expect.
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60_000,
    genReqId: () => crypto.randomUUID(),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  handleErrors(app);

  await app.register(fastifyHelmet, {
    // Each kind of page states its own; an API answer needs none.
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: false,
    frameguard: false,
    strictTransportSecurity: false,
  });
  await app.register(fastifyRateLimit, { global: false });
  await app.register(fastifyMultipart, {
    limits: { fileSize: options.maxFileBytes, files: 1, fields: 5, fieldSize: 1_000 },
  });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cskefu API',
        version: options.version,
        description: 'Generated from packages/contract. Realtime: docs/reference/realtime.md',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'cskefu.session_token' },
          apiToken: { type: 'http', scheme: 'bearer', description: 'API token of an account, csk_…' },
          visitor: { type: 'http', scheme: 'bearer', description: 'Token of a visitor session' },
        },
      },
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: jsonSchemaTransformObject,
  });

  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.httpMs.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime);
    done();
  });
  return app;
}
