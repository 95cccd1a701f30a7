import type { Logger } from '../../platform/logging/index.ts';
import type { Broadcast, Streams } from '../../platform/realtime/index.ts';
import type { Lookups } from './lookups.ts';

const RECHECK_MS = 15_000;

/**
 * Between nodes a frame can be lost, even the last of a conversation, which no later one would betray: compares the followed streams
 * with the database now and then, and whenever the other nodes can be heard again. Answers with the function that ends it.
 */
export function recheckStreams(streams: Streams, lookups: Lookups, broadcast: Broadcast, log: Logger): () => void {
  if (!broadcast.active) return () => {};
  async function recheck(): Promise<void> {
    await broadcast.flush();
    const heads = await Promise.all([...streams.followed].map((key) => lookups.head(key)));
    for (const head of heads) if (head) streams.announce(head.id, head.seq);
  }
  const check = () =>
    void recheck().catch((error: unknown) => log.warn({ err: error }, 'streams could not be rechecked'));
  broadcast.onReconnect(check);
  const timer = setInterval(check, RECHECK_MS);
  return () => clearInterval(timer);
}
