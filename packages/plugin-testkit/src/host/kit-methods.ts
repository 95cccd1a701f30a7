import { type DoorMethod, isAllowedHost } from '@cskefu/plugin-host';
import {
  type AgentView,
  type ContactView,
  type ConversationView,
  type MessageView,
  PluginError,
  type PluginPermission,
} from '@cskefu/plugin-sdk';
import { z } from 'zod';
import { type HttpScript, toOutsideAnswer } from './http-script.ts';
import type { KeyValueStore } from './key-value-store.ts';
import type { Records } from './records.ts';
import type { TokenStore } from './token-store.ts';

/** What there is on the desk, as far as the plugin may see it. */
export interface DeskData {
  readonly conversations?: readonly ConversationView[];
  readonly messages?: Readonly<Record<string, readonly MessageView[]>>;
  readonly contacts?: Readonly<Record<string, ContactView>>;
  readonly contactOf?: Readonly<Record<string, string>>;
  readonly agents?: readonly AgentView[];
}

export interface KitParts {
  readonly kv: KeyValueStore;
  readonly tokens: TokenStore;
  readonly records: Records;
  readonly allow: () => readonly string[];
  readonly data: DeskData;
  readonly http: () => HttpScript;
}

const method = <A extends z.ZodType>(
  permission: PluginPermission | null,
  args: A,
  handle: (args: z.output<A>) => unknown,
): DoorMethod => ({ permission, args, handle: handle as DoorMethod['handle'] });

const plain = (text: string) => !text.includes('\u0000');
const key = z.string().min(1).max(200).refine(plain);
const anyKey = z.string().max(200).refine(plain);
const limit = z.int().min(1).max(100).optional();
const byId = z.object({ id: z.uuid() });
const token = z.object({ key, lease: z.string() });
const value = z.json().refine((given) => JSON.stringify(given).length <= 64 * 1_024, { message: 'at most 64 KB' });
const outgoing = z.object({
  url: z
    .string()
    .max(8_192)
    .refine((text) => URL.canParse(text), { message: 'no address' }),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  headers: z.record(z.string(), z.string().max(8_192)).optional(),
  body: z
    .union([z.string(), z.instanceof(Uint8Array)])
    .refine((body) => Buffer.byteLength(body) <= 200_000, { message: 'at most 200 KB' })
    .optional(),
  timeoutMs: z.int().min(1).max(60_000).optional(),
  name: z.string().max(255).optional(),
});
const raw = z.object({
  method: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.string()),
  headers: z.record(z.string(), z.string()),
  body: z.instanceof(Uint8Array),
  receivedAt: z.number(),
});

/** The same methods as the desk offers, with the same permissions, on what the test set up. */
export const createKitMethods = (parts: KitParts): Readonly<Record<string, DoorMethod>> => ({
  ...storage(parts),
  ...outside(parts),
  ...deskData(parts),
  log: method(
    null,
    z.object({
      level: z.enum(['debug', 'info', 'warn', 'error']),
      message: z.string(),
      fields: z.record(z.string(), z.unknown()).optional(),
    }),
    (line) => void parts.records.logs.push(line),
  ),
  'channel.inbound': method(
    null,
    z.object({ channelId: z.string(), raw, cursor: z.string().optional() }),
    (given) => void parts.records.inbound.push(given),
  ),
});

const storage = ({ kv, tokens }: KitParts): Record<string, DoorMethod> => {
  const entry = z.object({ key, value, ttlS: z.int().min(1).optional() });
  return {
    'kv.get': method('storage', z.object({ key }), (args) => kv.get(args.key)),
    'kv.set': method('storage', entry, (args) => kv.set(args.key, args.value, args.ttlS)),
    'kv.compareAndSet': method('storage', entry.extend({ version: z.int().min(0) }), (args) =>
      kv.compareAndSet(args.key, args.version, args.value, args.ttlS),
    ),
    'kv.increment': method('storage', z.object({ key, by: z.int() }), (args) => kv.increment(args.key, args.by)),
    'kv.delete': method('storage', z.object({ key }), (args) => kv.delete(args.key)),
    'kv.list': method(
      'storage',
      z.object({ prefix: anyKey, after: anyKey.optional(), limit: z.int().min(1).max(200).optional() }),
      (args) => kv.list(args.prefix, args.after ?? '', args.limit ?? 100),
    ),
    'tokens.claim': method('net', z.object({ key, refused: z.string().min(1).max(16_384).optional() }), (args) =>
      tokens.claim(args.key, args.refused),
    ),
    'tokens.keep': method('net', token.extend({ value: z.string(), expiresInS: z.number().min(0) }), (args) =>
      tokens.keep(args.key, args.lease, args.value, args.expiresInS),
    ),
    'tokens.release': method('net', token, (args) => tokens.release(args.key, args.lease)),
  };
};

const outside = ({ records, allow, http }: KitParts): Record<string, DoorMethod> => {
  const ask = async (request: z.output<typeof outgoing>) => {
    const url = new URL(request.url);
    if (!/^https?:$/.test(url.protocol) || !isAllowedHost(allow(), url))
      throw new PluginError('not_allowed', `${url.host} is not among the hosts of the manifest`);
    const seen = Object.fromEntries(Object.entries(request).filter(([, given]) => given !== undefined));
    records.requests.push(seen as { url: string });
    return toOutsideAnswer(await http()(seen as { url: string }));
  };
  return {
    'http.fetch': method('net', outgoing, ask),
    'media.fetch': method('media:write', outgoing, async (request) => {
      const { status } = await ask(request);
      if (status !== 200) throw new PluginError('media_failed', `the answer was ${status}`);
      return { fileId: crypto.randomUUID() };
    }),
    'media.link': method('media:read', z.object({ fileId: z.uuid() }), ({ fileId }) => ({
      url: `https://desk.example/files/${fileId}`,
      name: 'file',
      mime: 'application/octet-stream',
      size: 1,
    })),
  };
};

const deskData = ({ data, records }: KitParts): Record<string, DoorMethod> => {
  const { conversations = [], messages = {}, contacts = {}, contactOf = {}, agents = [] } = data;
  const page = z.object({ cursor: z.string().optional(), limit });
  const onePage = <T>(items: readonly T[]) => ({ items, nextCursor: null });
  return {
    'conversations.get': method('conversations:read', byId, ({ id }) => conversations.find((c) => c.id === id) ?? null),
    'conversations.list': method(
      'conversations:read',
      page.extend({ state: z.enum(['bot', 'waiting', 'active', 'closed']).optional() }),
      ({ state }) => onePage(conversations.filter((c) => state === undefined || c.state === state)),
    ),
    'messages.list': method(
      'messages:read',
      z.object({ conversationId: z.uuid(), after: z.int().min(0).optional(), limit }),
      (args) => onePage((messages[args.conversationId] ?? []).filter(({ seq }) => seq > (args.after ?? 0))),
    ),
    'messages.write': method(
      'messages:write',
      z.object({
        id: z.uuid(),
        conversationId: z.uuid(),
        text: z
          .string()
          .max(10_000)
          .refine((text) => text.trim() !== ''),
      }),
      (message) => {
        if (!records.messages.some(({ id }) => id === message.id)) records.messages.push(message);
      },
    ),
    'contacts.ofConversation': method('contacts:read', z.object({ conversationId: z.uuid() }), (args) => {
      const id = contactOf[args.conversationId];
      return (id !== undefined && contacts[id]) || null;
    }),
    'contacts.get': method('contacts:read', byId, ({ id }) => contacts[id] ?? null),
    'agents.list': method('agents:read', page, () => onePage(agents)),
  };
};
