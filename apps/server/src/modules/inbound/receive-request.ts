import { answers, checkSignature } from '@cskefu/plugin-host';
import type { HttpAnswer, RawRequest } from '@cskefu/plugin-sdk';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { SecretBox } from '../../platform/config/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import {
  type ChannelKinds,
  type ChannelRecord,
  configOf,
  findChannel,
  type PresentToPlugin,
  type RunningKind,
} from '../channels/index.ts';
import { createRequestGauge } from './request-gauge.ts';
import { insertRequest } from './requests.store.ts';

export interface ReceivingParts {
  readonly db: Database;
  readonly kinds: ChannelKinds;
  readonly present: PresentToPlugin;
  readonly secrets: SecretBox;
  readonly log: Logger;
  /** It is stored. */
  readonly onStored: (channelId: string) => void;
}

const MAX_BYTES = 200_000;
const VERIFY_MS = 2_000;
const CHANNEL_ID = /^[A-Za-z0-9_-]{1,32}$/;

type CheckedVerdict = z.output<typeof answers.verdict>;

/** The door for providers: whatever is genuine is stored as it came, and only then answered. */
export function registerWebhooks(app: FastifyInstance, parts: ReceivingParts): void {
  const gauge = createRequestGauge();
  void app.register(async (scope) => {
    // Bytes, whatever they call themselves: a signature is over those.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    for (const url of ['/c/:channelId', '/c/:channelId/*'])
      scope.route({
        method: ['GET', 'POST'],
        url,
        exposeHeadRoute: false,
        bodyLimit: MAX_BYTES,
        schema: { hide: true },
        handler: (request, reply) => receive(parts, gauge, request, reply),
      });
  });
}

async function receive(
  parts: ReceivingParts,
  gauge: ReturnType<typeof createRequestGauge>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { channelId } = request.params as { channelId: string };
  if (!gauge.allows(`${channelId} ${request.ip}`)) return refuse(reply.header('retry-after', '1'), 429);
  const channel = CHANNEL_ID.test(channelId) ? await findChannel(parts.db, channelId) : undefined;
  // Whoever asks the provider itself is called by nobody: what came here would be taken for what was fetched.
  if (!channel?.enabled || channel.transport !== 'webhook') return refuse(reply, 404);
  const kind = parts.kinds.find(channel.type);
  // It comes again: providers do, and until its plugin runs nobody knows what is genuine.
  if (!kind) return refuse(reply.header('retry-after', '10'), 503);
  const raw = rawOf(request, channelId);
  const decided = await verify(parts, kind, channel, raw);
  if (decided === null) return refuse(reply.header('retry-after', '5'), 503);
  if (decided.kind === 'reject') return refuse(reply, decided.status);
  if (decided.kind === 'accept') {
    await insertRequest(parts.db, channelId, withoutCookies(raw));
    parts.onStored(channelId);
  }
  return give(reply, (decided.answer ?? {}) as HttpAnswer);
}

/** Null: the plugin did not say in time. */
async function verify(
  { kinds, present, secrets, log }: ReceivingParts,
  kind: RunningKind,
  channel: ChannelRecord,
  raw: RawRequest,
): Promise<CheckedVerdict | null> {
  const { signature, can } = kind.manifest;
  const isSigned = signature !== undefined && raw.headers[signature.header.toLowerCase()] !== undefined;
  if (signature && (isSigned || !can.includes('verify'))) {
    const secret = configOf(channel, secrets)[signature.secretField];
    const genuine = typeof secret === 'string' && checkSignature(signature, secret, raw);
    return genuine ? { kind: 'accept' } : { kind: 'reject', status: 401 };
  }
  if (!can.includes('verify')) return { kind: 'accept' };
  if (kind.rests) return null;
  try {
    const args = { given: [raw], channel: present(channel) };
    const checked = answers.verdict.safeParse(await kinds.call(kind, 'verify', args, { deadlineMs: VERIFY_MS }));
    if (!checked.success) kinds.blame(kind, 'verify', 'no verdict');
    return checked.data ?? null;
  } catch (error) {
    log.warn({ channel: channel.id, err: error }, 'a webhook could not be verified');
    return null;
  }
}

const rawOf = (request: FastifyRequest, channelId: string): RawRequest => {
  const [path = '', query = ''] = request.url.split('?', 2);
  return {
    method: request.method,
    path: path.slice(`/c/${channelId}`.length) || '/',
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
      ),
    ),
    body: Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array(),
    receivedAt: Date.now(),
  };
};

const withoutCookies = (raw: RawRequest): RawRequest => {
  const { cookie: _cookie, ...headers } = raw.headers;
  return { ...raw, headers };
};

/** For whoever sets the provider up, and has opened the address in a browser or tried it with curl. */
const REFUSALS: Readonly<Record<number, string>> = {
  401: 'The request is not signed as this channel expects.',
  403: 'The channel refuses this request.',
  404: 'No channel takes requests at this address.',
  429: 'Too many requests at once: come again.',
  503: 'The channel cannot take requests now: come again.',
};

const refuse = (reply: FastifyReply, status: number) =>
  reply
    .code(status)
    .type('text/plain')
    .send(`${REFUSALS[status] ?? ''}\n`);

/** Text of these kinds only: nothing of a plugin is ever a page of this origin. */
const PLAIN = /^(text\/plain|application\/json|(text|application)\/xml)\b/;

const give = (reply: FastifyReply, { status = 200, headers = {}, body = '' }: HttpAnswer) => {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'text/plain';
  return reply
    .code(status)
    .header('content-type', PLAIN.test(type) ? type : 'text/plain')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .send(typeof body === 'string' ? body : Buffer.from(body));
};
