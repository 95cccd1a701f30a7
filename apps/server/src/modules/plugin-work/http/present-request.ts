import type { PluginRequest } from '@cskefu/plugin-sdk';
import type { FastifyRequest } from 'fastify';

type Account = PluginRequest['account'];

const MOST_HEADERS = 64;
const LONGEST_HEADER = 4_000;
/** Who somebody is and where they come from is the core's business. */
const KEPT =
  /^(cookie|authorization|proxy-authorization|x-org-unit|x-forwarded-.*|forwarded|x-real-ip|host|connection)$/;

/** A request as its plugin gets it: without what would let it act as somebody. */
export const presentRequest = (
  request: FastifyRequest,
  path: string,
  { account, params }: { account: Account; params: Readonly<Record<string, string>> },
): PluginRequest => ({
  method: request.method,
  path,
  params,
  query: firstOfEach(request.query as Record<string, string | string[]>),
  headers: headersOf(request),
  body: Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array(),
  receivedAt: Date.now(),
  account,
});

const firstOfEach = (values: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? (value[0] ?? '') : value]),
  );

const headersOf = ({ headers }: FastifyRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .flatMap(([name, value]) => (value === undefined || KEPT.test(name) ? [] : [[name, String(value)] as const]))
      .filter(([, value]) => value.length <= LONGEST_HEADER)
      .slice(0, MOST_HEADERS),
  );
