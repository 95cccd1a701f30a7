import { type InboundEvent, jsonOf, PluginError, type RawRequest, type ReceiptState } from '@cskefu/plugin-sdk';

/** One event of the provider, in its words. */
type ProviderEvent =
  | { type: 'message'; id: string; chat: string; user: { id: string; name: string }; time: number; text: string }
  | { type: 'status'; id: string; status: string; time: number };

const states: Readonly<Record<string, ReceiptState>> = { delivered: 'delivered', seen: 'read', failed: 'failed' };

/** What a request says. Pure: the desk has stored the request already and may read it again. */
export const parse = ({ body }: RawRequest): InboundEvent[] => {
  const { events } = objectOf(body) as { events?: unknown };
  return Array.isArray(events) ? events.filter(isEvent).flatMap(toEvents) : [];
};

const objectOf = (body: Uint8Array): object => {
  try {
    const value = jsonOf(body);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below.
  }
  throw new PluginError('malformed', 'the body is no JSON object');
};

const isEvent = (value: unknown): value is ProviderEvent =>
  typeof value === 'object' && value !== null && 'type' in value && 'id' in value && 'time' in value;

/** What the desk has no use for gives nothing; it must not throw. */
const toEvents = (event: ProviderEvent): InboundEvent[] => {
  const at = event.time * 1_000;
  switch (event.type) {
    case 'message':
      return [
        {
          type: 'message',
          externalId: event.id,
          thread: { id: event.chat, model: 'contact' },
          sender: { namespace: '__KIND__:user', externalId: event.user.id, name: event.user.name },
          at,
          parts: [{ kind: 'text', text: event.text }],
        },
      ];
    case 'status': {
      const state = states[event.status];
      return state ? [{ type: 'receipt', externalId: event.id, state, at }] : [];
    }
    default:
      return [];
  }
};
