import type { DeskSide } from '../../packages/plugin-testkit/src/index.ts';
import type { Bench } from './open-bench.ts';

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const LONGEST_MS = 30_000;

/** Asks until it is so, and answers with what was found last. */
export async function until<T>(
  find: () => Promise<T>,
  isSo: (found: T) => boolean,
  longestMs = LONGEST_MS,
): Promise<T> {
  for (const end = performance.now() + longestMs; ; await pause(50)) {
    const found = await find();
    if (isSo(found) || performance.now() > end) return found;
  }
}

/** What agents do and see, whatever the channel: by the routes that the console uses. `visitorOf`: who writes in a thread. */
export const agentSide = (
  { http, cookie, query, url, kill, provider }: Bench,
  visitorOf: (threadId: string) => Promise<string | undefined>,
): Pick<
  DeskSide,
  'maxTextLength' | 'heard' | 'say' | 'sayFile' | 'delivery' | 'kill' | 'provide' | 'providerRequests'
> & {
  readonly conversationOf: (threadId: string) => Promise<string>;
  readonly takeBack: (threadId: string, messageId: string) => Promise<void>;
} => {
  const conversationOf = async (threadId: string): Promise<string> => {
    const find = async () => {
      const visitorId = await visitorOf(threadId);
      const rows = visitorId
        ? await query<{ id: string }>(
            `select id from conversations where visitor_id = $1 order by created_at desc limit 1`,
            [visitorId],
          )
        : [];
      return rows[0]?.id;
    };
    const id = await until(find, (found) => found !== undefined);
    if (!id) throw new Error(`there is no conversation of ${threadId}`);
    return id;
  };

  const write = async (
    threadId: string,
    id: string,
    message: { kind: 'text'; text: string } | { kind: 'file'; fileId: string },
  ) => {
    const conversationId = await conversationOf(threadId);
    await http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
    await http.request('POST /api/conversations/:id/messages', {
      params: { id: conversationId },
      body: { id, message },
    });
    return id;
  };

  return {
    conversationOf,
    maxTextLength: 10_000,
    heard: async (threadId, atLeast) => {
      const id = await conversationOf(threadId);
      const find = () =>
        query<{ text: string }>(
          `select text from messages where conversation_id = $1 and author_kind = 'visitor' order by seq`,
          [id],
        );
      await until(find, (rows) => rows.length >= atLeast);
      // Whatever comes twice has come by then.
      await pause(300);
      return (await find()).map(({ text }) => text);
    },
    say: (threadId, text, id = crypto.randomUUID()) => write(threadId, id, { kind: 'text', text }),
    takeBack: async (threadId, messageId) => {
      const params = { id: await conversationOf(threadId) };
      await http.request('POST /api/conversations/:id/recall', { params, body: { messageId } });
    },
    sayFile: async (threadId) => {
      const form = new FormData();
      form.append('file', new Blob(['a small file']), 'note.txt');
      const headers = { cookie, origin: url };
      const answer = await fetch(`${url}/api/files`, { method: 'POST', body: form, headers });
      const { id: fileId } = (await answer.json()) as { id: string };
      return write(threadId, crypto.randomUUID(), { kind: 'file', fileId });
    },
    delivery: async (threadId, messageId, ...states) => {
      const id = await conversationOf(threadId);
      const find = async () => {
        const { items } = await http.request('GET /api/conversations/:id/deliveries', { params: { id } });
        return items.find((item) => item.messageId === messageId);
      };
      const found = await until(find, (delivery) => states.includes(delivery?.state ?? ''));
      if (!found) throw new Error(`no delivery of the message ${messageId}`);
      const { history } = await http.request('GET /api/conversations/:id/deliveries/:deliveryId', {
        params: { id, deliveryId: found.id },
      });
      const sends = history.filter(({ act }) => act === 'send');
      const externalIds = history.flatMap((attempt) => attempt.externalIds);
      return { state: found.state, attempts: sends.length, code: found.code, externalIds };
    },
    kill,
    provide: (...answers) => provider.provide(...answers),
    providerRequests: () => provider.requests().length,
  };
};
