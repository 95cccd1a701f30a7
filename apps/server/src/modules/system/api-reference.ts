import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';

const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The API as a page for people, at `/reference`. Its code weighs 26 MB in memory and few ever look: it is loaded when somebody does, into a server of its own
 * that never listens.
 */
export function registerApiReference(app: FastifyInstance): void {
  let loading: Promise<FastifyInstance> | undefined;

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    loading ??= load();
    const { statusCode, headers, rawPayload } = await (await loading).inject({ method: 'GET', url: request.url });
    const { 'content-type': type, location } = headers;
    reply.code(statusCode).header('content-security-policy', POLICY);
    if (type) reply.type(String(type));
    if (location) reply.header('location', location);
    return reply.send(rawPayload);
  }

  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  app.get('/reference', { schema: { hide: true } }, answer);
  app.get('/reference/*', { schema: { hide: true } }, answer);
}

async function load(): Promise<FastifyInstance> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const server = fastify() as unknown as FastifyInstance;
  await server.register(reference, {
    routePrefix: '/reference',
    configuration: {
      url: '/openapi.json',
      title: 'Cskefu API',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
    },
  });
  await server.ready();
  return server;
}
