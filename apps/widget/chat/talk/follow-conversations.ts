import type { Http, Realtime } from '@cskefu/client';
import type { PublicChannel, ServerFrame, Visitor } from '@cskefu/contract';
import type { Store } from '../store.ts';
import { dropArrived } from './accepted.ts';
import type { TalkState } from './talk-state.ts';
import { applyFrame, findMissing, findRequest, putThread } from './threads.ts';

const seedOf = (channel: PublicChannel | null, visitor: Visitor | null) => (id: string) => ({
  id,
  channel: { id: channel?.id ?? '', name: channel?.name ?? '', type: 'web' },
  skillGroup: { id: 1, name: '' },
  visitor: visitor ?? { id: '', name: '', identified: false },
});

/** Keeps the threads true to the server: applies what comes, asks again for what is missing. */
export const followConversations = (store: Store<TalkState>, realtime: Realtime, http: Http): void => {
  const fetching = new Set<string>();

  const fetchMissing = async (id: string) => {
    if (fetching.has(id)) return;
    fetching.add(id);
    try {
      const { fetchThread } = await import('./load-earlier.ts');
      const conversation = await http.request('GET /api/conversations/:id', { params: { id } });
      const thread = await fetchThread(http, conversation);
      store.set({ threads: putThread(store.get().threads, thread) });
      realtime.send({ type: 'subscribe', conversationId: id, after: thread.seq });
    } catch {
      // The next event or the next connection asks again.
    } finally {
      fetching.delete(id);
    }
  };

  realtime.on('frame', (frame) => {
    if (frame.type === 'place') store.set({ place: frame });
    const { threads, accepted, channel, visitor } = store.get();
    const request = findRequest(threads, frame);
    if (request) realtime.send(request);
    const missing = findMissing(threads, frame);
    if (missing) void fetchMissing(missing);
    const next = applyFrame(threads, frame, seedOf(channel, visitor));
    if (next === threads) return;
    const newest = incomingMessage(frame);
    store.set({ threads: next, accepted: dropArrived(accepted, next), ...(newest && { newest }) });
  });
};

const incomingMessage = (frame: ServerFrame) =>
  frame.type === 'event' && frame.event.type === 'message.created' && frame.event.message.author.kind !== 'visitor'
    ? frame.event.message
    : null;
