import { createHttp, type Http } from '../../packages/client/src/index.ts';
import type { DeskSide } from '../../packages/plugin-testkit/src/index.ts';
import { agentSide } from './agent-side.ts';
import type { Bench } from './open-bench.ts';

interface Visitor {
  readonly id: string;
  readonly http: Http;
}

/** A desk with a channel whose customers are connected to the desk itself. */
export const liveSide = (bench: Bench, channelId: string): DeskSide => {
  const visitors = new Map<string, Promise<Visitor>>();
  const messageIds = new Map<string, string>();

  const arrive = async (): Promise<Visitor> => {
    const session = await createHttp({ baseUrl: bench.url }).request('POST /api/visitor/session', {
      body: { channelId },
    });
    const headers = () => ({ authorization: `Bearer ${session.token}` });
    return { id: session.visitor.id, http: createHttp({ baseUrl: bench.url, headers }) };
  };
  const visitorIn = (threadId: string): Promise<Visitor> => {
    const known = visitors.get(threadId) ?? arrive();
    visitors.set(threadId, known);
    return known;
  };
  /** The browser makes the ids of messages. */
  const idOf = (externalId: string): string => {
    const id = messageIds.get(externalId) ?? crypto.randomUUID();
    messageIds.set(externalId, id);
    return id;
  };
  const agent = agentSide(bench, async (threadId) => (await visitorIn(threadId)).id);
  /** Messages as the visitor's browser gets them. */
  const seenBy = async (threadId: string) => {
    const { http } = await visitorIn(threadId);
    const id = await agent.conversationOf(threadId);
    const { events } = await http.request('GET /api/conversations/:id/events', { params: { id } });
    return events.flatMap((event) => (event.type === 'message.created' ? [event.message] : []));
  };
  const none = () => {
    throw new Error('nobody calls a channel with live transport');
  };
  return {
    ...agent,
    deliver: none,
    storedRequests: none,
    receive: async ({ threadId, externalId, text }) => {
      const { http } = await visitorIn(threadId);
      const body = { id: idOf(externalId), message: { kind: 'text', text } } as const;
      await http.request('POST /api/visitor/messages', { body });
    },
    recall: async (threadId, messageId) => {
      await agent.takeBack(threadId, messageId);
      const messages = await seenBy(threadId);
      return messages.some(({ id, kind }) => id === messageId && kind === 'recalled');
    },
    arrived: async (threadId, messageId) =>
      (await seenBy(threadId)).flatMap(({ id, text }) =>
        id === messageId && text !== null ? [{ kind: 'text', text } as const] : [],
      ),
  };
};
