import {
  type Identity,
  type InboundEvent,
  jsonOf,
  type Part,
  PluginError,
  type RawRequest,
  type ThreadRef,
} from '@cskefu/plugin-sdk';

type Given = Readonly<Record<string, unknown>>;

/** What a request of the other system says: one event, or several in `events`. What it does not know it leaves out. */
export const parseRequest = (request: RawRequest): InboundEvent[] => {
  const body = jsonOf(request.body);
  if (!isGiven(body)) throw new PluginError('malformed', 'the body is no JSON object');
  const events: unknown[] = Array.isArray(body['events']) ? body['events'] : [body];
  return events.filter(isGiven).flatMap((event) => eventOf(event, request.receivedAt));
};

const isGiven = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const eventOf = (event: Given, receivedAt: number): InboundEvent[] => {
  const at = momentOf(event['at'], receivedAt);
  switch (event['type']) {
    case 'message':
      return [
        {
          type: 'message',
          externalId: textIn(event, 'id'),
          ...whereOf(event),
          at,
          parts: partsOf(event),
          ...(typeof event['replyTo'] === 'string' ? { replyTo: event['replyTo'] } : {}),
        },
      ];
    case 'receipt':
      return [
        { type: 'receipt', externalId: textIn(event, 'id'), state: event['state'] as 'read', at, ...errorOf(event) },
      ];
    case 'edit':
      return [{ type: 'edit', externalId: textIn(event, 'id'), parts: partsOf(event), at }];
    case 'recall':
      return [{ type: 'recall', externalId: textIn(event, 'id'), at }];
    case 'typing':
      return [{ type: 'typing', ...whereOf(event) }];
    case 'postback':
      return [
        {
          type: 'postback',
          externalId: textIn(event, 'id'),
          ...whereOf(event),
          choiceId: textIn(event, 'choiceId'),
          title: textIn(event, 'title'),
          at,
        },
      ];
    case 'optin':
    case 'optout':
      return [{ type: event['type'], externalId: textIn(event, 'id'), ...whereOf(event), at }];
    default:
      return [];
  }
};

const errorOf = ({ error }: Given) => (typeof error === 'string' ? { error: error as 'unknown' } : {});

/** ISO 8601, or milliseconds since 1970. */
const momentOf = (given: unknown, receivedAt: number): number => {
  const at = typeof given === 'string' ? Date.parse(given) : given;
  return typeof at === 'number' && Number.isFinite(at) ? at : receivedAt;
};

const textIn = (event: Given, key: string): string => {
  const value = event[key];
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new PluginError('malformed', `${String(event['type'])} needs ${key}`);
  return String(value);
};

/** `text` is short for one part of words. */
const partsOf = ({ text, parts }: Given): Part[] => [
  ...(typeof text === 'string' && text !== '' ? [{ kind: 'text', text } as const] : []),
  ...(Array.isArray(parts) ? (parts as Part[]) : []),
];

const whereOf = (event: Given): { thread: ThreadRef; sender: Identity } => {
  const user = event['user'];
  if (typeof user !== 'object' || user === null)
    throw new PluginError('malformed', `${String(event['type'])} needs user`);
  const sender = identityOf(user as Given);
  const thread = event['thread'] as ThreadRef | undefined;
  return { sender, thread: thread ?? { id: sender.externalId, model: 'contact' } };
};

const identityOf = (user: Given): Identity => {
  const hints = (['phone', 'email', 'unionid'] as const).flatMap((kind) =>
    typeof user[kind] === 'string' ? [{ kind, value: user[kind], verified: user['verified'] === true }] : [],
  );
  const optional = ['name', 'avatarUrl', 'locale'].flatMap((key) =>
    typeof user[key] === 'string' ? [[key, user[key]]] : [],
  );
  return {
    namespace: 'generic-api:user',
    externalId: textIn({ ...user, type: 'user' }, 'id'),
    ...Object.fromEntries(optional),
    ...(hints.length > 0 ? { hints } : {}),
  };
};
