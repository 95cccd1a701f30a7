import { CloseCode } from '@cskefu/contract';
import type { Announcements } from '../../platform/events/index.ts';
import { type Broadcast, createSocketServer, type SocketServer, Streams } from '../../platform/realtime/index.ts';
import type { ReadMark } from '../conversations/index.ts';
import type { UnitTree } from '../organization/index.ts';
import { type AccessChange, concerns } from './access-changes.ts';
import { createFanOut } from './fan-out.ts';
import { unfollow } from './follow.ts';
import { type GreetingDependencies, greet } from './greet.ts';
import { InboxFeed } from './inbox-feed.ts';
import { followLog } from './log-tail.ts';
import { createLookups } from './lookups.ts';
import { PlaceFeed } from './place-feed.ts';
import { recheckStreams } from './recheck-streams.ts';
import { Registry } from './registry.ts';
import { maySeeIn, type Session } from './session.ts';

export interface GatewayDependencies
  extends Omit<
    GreetingDependencies,
    'registry' | 'inbox' | 'places' | 'lookups' | 'streams' | 'fanOut' | 'accessChanges'
  > {
  readonly announcements: Announcements;
  readonly broadcast: Broadcast;
  readonly tree: UnitTree;
}

export interface Gateway {
  readonly sockets: SocketServer;
  /** Ends the connections of an account: of one session, or of all. They reconnect, and are refused if their session has ended. */
  disconnect(accountId: string, sessionToken: string | null): void;
  /** As if its reader had said so over a connection. */
  markRead(mark: ReadMark): Promise<void>;
  stop(): void;
}

/** Many may be concerned at once; all of them within a second. */
const RENEWAL_SPREAD_MS = 300;

/** The realtime endpoint: binds frames to use cases, and what was committed to frames. */
export function createGateway(dependencies: GatewayDependencies): Gateway {
  const { db, broadcast, metrics, log } = dependencies;
  const registry = new Registry();
  const inbox = new InboxFeed(db, dependencies.tree, log);
  const places = new PlaceFeed(db, log);
  const lookups = createLookups(db, (results) => fanOut.onRead(results));
  const streams = new Streams({
    read: (conversationId, after, limit) => lookups.stream({ conversationId, after, limit }),
    onInterest: (key, followed) => fanOut.listenToStream(key, followed),
    metrics,
  });
  const fanOut = createFanOut({
    streams,
    inbox,
    places,
    broadcast,
    onOpened: (visitorId, conversationId) => registry.announceOpening(visitorId, conversationId),
    maySee: ({ identity }, place) => maySeeIn(identity, place, dependencies.tree.isWithin),
    onPlaced: (conversationId, place) =>
      streams.relay(conversationId, (follower) => {
        const session = follower as Session;
        const { identity } = session;
        if (identity.kind === 'visitor' || maySeeIn(identity, place, dependencies.tree.isWithin)) return;
        unfollow({ streams }, session, conversationId);
        session.send({ type: 'error', code: 'not_found', conversationId });
      }),
    onAccessChanged: (change) => {
      renewAccess(change).catch((error: unknown) => log.error({ err: error }, 'access could not be renewed'));
    },
  });

  /** How often what accounts may see has changed, as far as this node knows. */
  let accessChanges = 0;

  /** Whoever may see something else now says hello anew, and gets lists and rights as they are. */
  async function renewAccess(change: AccessChange): Promise<void> {
    if (change.tree) await dependencies.tree.refresh();
    accessChanges += 1;
    for (const { identity, connection } of inbox.sessions)
      if (concerns(change, identity))
        connection.bye('access_changed', CloseCode.AccessChanged, Math.floor(Math.random() * RENEWAL_SPREAD_MS));
  }

  dependencies.writer.onWritten(fanOut.onWritten);
  dependencies.writer.onFoundStored(fanOut.onMoved);
  dependencies.announcements.listen(fanOut.onCommitted);
  const stopRechecking = recheckStreams(streams, lookups, broadcast, log);
  const stopFollowing = followLog(db, fanOut.onLogged, log);

  const sockets = createSocketServer({
    path: '/realtime',
    addressOf: dependencies.addressOf,
    onConnection: (connection, request) =>
      greet(
        { ...dependencies, registry, inbox, places, lookups, streams, fanOut, accessChanges: () => accessChanges },
        connection,
        request,
      ),
    metrics,
    log,
  });
  return {
    sockets,
    disconnect: (accountId, sessionToken) => {
      for (const { identity, connection } of inbox.sessionsOf(accountId)) {
        if (sessionToken === null) connection.bye('draining', CloseCode.Draining, 0);
        else if (identity.sessionToken === sessionToken) connection.bye('signed_out', CloseCode.Unauthenticated, 0);
      }
    },
    markRead: lookups.markRead,
    stop: () => {
      stopRechecking();
      stopFollowing();
      places.stop();
    },
  };
}
