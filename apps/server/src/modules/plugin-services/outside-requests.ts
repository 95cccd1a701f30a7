import type { IncomingMessage } from 'node:http';
import { isAllowedHost } from '@cskefu/plugin-host';
import { z } from 'zod';
import { EgressError, hostAndPort, type OpenOutside } from '../../platform/egress/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { PluginCaller } from '../plugins/index.ts';
import { createEgressQuota } from './egress-quota.ts';
import type { Callers } from './service-parts.ts';

const MAX_BODY_BYTES = 200_000;
const MAX_HEADERS = 50;
const DEFAULT_MS = 10_000;
const LONGEST_MS = 60_000;

/** The connection is ours; a plugin speaks for itself, not for the house. */
const OURS = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const headers = z
  .record(
    z
      .string()
      .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'no name of a header')
      .refine((name) => !OURS.has(name.toLowerCase()), { message: 'this header is set by the core' }),
    z
      .string()
      .max(8_192)
      .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'no value of a header'),
  )
  .refine((given) => Object.keys(given).length <= MAX_HEADERS, { message: `at most ${MAX_HEADERS} headers` });

export const outsideRequest = z.object({
  url: z
    .string()
    .max(8_192)
    .refine((text) => URL.canParse(text), { message: 'no address' })
    .transform((text) => new URL(text))
    .refine(({ username, password }) => username === '' && password === '', { message: 'no password in an address' }),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  headers: headers.default({}),
  body: z
    .union([z.string(), z.instanceof(Uint8Array)])
    .transform((body) => (typeof body === 'string' ? Buffer.from(body) : body))
    .refine((body) => body.byteLength <= MAX_BODY_BYTES, { message: 'at most 200 KB' })
    .optional(),
  timeoutMs: z.int().min(1).max(LONGEST_MS).default(DEFAULT_MS),
});

export interface OutsideParts {
  readonly callers: Callers;
  readonly openOutside: OpenOutside;
  /** `host:port` that the operator has opened. */
  readonly privateHosts: readonly string[];
  readonly metrics: Metrics;
  /** Those of its manifest, with what was entered for those that administrators choose. */
  readonly allowedHosts?: (pluginId: string, allow: readonly string[]) => Promise<readonly string[]>;
}

type Use<T> = (answer: IncomingMessage, signal: AbortSignal) => Promise<T>;

/** Requests that plugins make: to hosts of their manifest, within their quota, counted. */
export const createOutsideRequests = ({ callers, openOutside, privateHosts, metrics, allowedHosts }: OutsideParts) => {
  const withinQuota = createEgressQuota();
  const named = new Set(privateHosts);

  const make = async <T>(request: z.output<typeof outsideRequest>, caller: PluginCaller, use: Use<T>) => {
    const { allow: entered } = callers.pluginOf(caller).manifest.net;
    const allow = (await allowedHosts?.(caller.pluginId, entered)) ?? entered;
    const signal = AbortSignal.any([caller.signal, AbortSignal.timeout(request.timeoutMs)]);
    const answer = await openOutside(
      {
        ...request,
        headers: { 'user-agent': 'Cskefu', ...lowerCased(request.headers), 'accept-encoding': 'identity' },
      },
      { mayReach: (url) => isAllowedHost(allow, url, named.has(hostAndPort(url))), signal },
    );
    try {
      return await use(answer, signal);
    } finally {
      answer.destroy();
    }
  };

  return async <T>(request: z.output<typeof outsideRequest>, caller: PluginCaller, use: Use<T>): Promise<T> => {
    const count = (outcome: string) => metrics.pluginRequests.inc({ plugin: caller.pluginId, outcome });
    try {
      const result = await withinQuota(caller.pluginId, () => make(request, caller, use));
      count('answered');
      return result;
    } catch (error) {
      count(error instanceof EgressError || error instanceof DomainError ? error.code : 'failed');
      throw error;
    }
  };
};

export type MakeOutsideRequest = ReturnType<typeof createOutsideRequests>;

const lowerCased = (given: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
