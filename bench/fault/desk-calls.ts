import { createHttp } from '../../packages/client/src/index.ts';
import type { Conversation, EventPage } from '../../packages/contract/src/index.ts';

export interface Credentials {
  readonly token?: string;
  readonly cookie?: string;
}

/** What a client asks over HTTP, through the same bad network; null when it did not come back. */
export interface DeskCalls {
  eventsAfter(conversationId: string, seq: number): Promise<EventPage | null>;
  mine(): Promise<readonly Conversation[] | null>;
  close(conversationId: string): Promise<void>;
}

const PAGE = 200;
const LIST = 100;

export function createDeskCalls(host: string, { token, cookie }: Credentials): DeskCalls {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(cookie === undefined ? {} : { cookie }),
  };
  const http = createHttp({ baseUrl: `http://${host}`, headers: () => headers });
  return {
    eventsAfter: (id, after) =>
      http
        .request('GET /api/conversations/:id/events', { params: { id }, query: { after, limit: PAGE } })
        .catch(() => null),
    mine: () =>
      http.request('GET /api/conversations', { query: { view: 'mine', limit: LIST } }).then(
        ({ items }) => items,
        () => null,
      ),
    close: async (id) => {
      await http.request('POST /api/conversations/:id/close', { params: { id } }).catch(() => null);
    },
  };
}
