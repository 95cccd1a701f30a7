import { type InboundEvent, objectOf, type RawRequest } from '@cskefu/plugin-sdk';

/** What the service sends, in its words. */
interface Message {
  readonly type: 'message';
  readonly id: string;
  readonly chat: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly time: number;
  readonly text: string;
}

interface Status {
  readonly type: 'status';
  readonly id: string;
  readonly status: string;
  readonly time: number;
}

const states = { delivered: 'delivered', seen: 'read', failed: 'failed' } as const;

/** What a request says. Pure: the desk has stored the request already and may read it again. */
export const parse = ({ body }: RawRequest): InboundEvent[] => {
  const { events } = objectOf(body);
  return Array.isArray(events) ? events.flatMap(toEvents) : [];
};

/** What the desk has no use for gives nothing; it must not throw. */
const toEvents = (event: Message | Status | null): InboundEvent[] => {
  if (event?.type === 'message' && event.user) return [toMessage(event)];
  return event?.type === 'status' ? toReceipt(event) : [];
};

const toMessage = ({ id, chat, user, time, text }: Message): InboundEvent => ({
  type: 'message',
  externalId: id,
  thread: { id: chat, model: 'contact' },
  sender: { namespace: '__KIND__:user', externalId: user.id, name: user.name },
  // The service sends seconds.
  at: time * 1_000,
  parts: [{ kind: 'text', text }],
});

const toReceipt = ({ id, status, time }: Status): InboundEvent[] => {
  const state = states[status as keyof typeof states];
  return state ? [{ type: 'receipt', externalId: id, state, at: time * 1_000 }] : [];
};
