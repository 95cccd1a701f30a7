import type { WallChange } from '@cskefu/contract';
import type { Connection, ConnectionHandler } from '../../platform/realtime/index.ts';
import { type ConnectedAgents, findAgent, presentPresence } from '../agents/index.ts';
import type { OnlineVisitors, VisitorScreen } from '../online-visitors/index.ts';
import type { WallFeed } from '../supervision/index.ts';
import { type FollowWish, followerOf, unfollowAll } from './follow.ts';
import { type FrameDependencies, handleFrame, relayAttending, relayTyping } from './handle-frame.ts';
import type { InboxFeed } from './inbox-feed.ts';
import { SendGuard } from './send-guard.ts';
import { Sender, type SenderDependencies } from './sender.ts';
import { type AgentIdentity, maySee, Session, seesConversations } from './session.ts';

export interface AgentServiceDependencies extends FrameDependencies, SenderDependencies {
  readonly inbox: InboxFeed;
  readonly connectedAgents: ConnectedAgents;
  readonly online: OnlineVisitors;
  readonly walls: WallFeed;
}

/** An account's connection: gets its inbox and presence unasked, follows the threads that it shows. */
export function serveAgent(
  dependencies: AgentServiceDependencies,
  connection: Connection,
  identity: AgentIdentity,
  resume: readonly FollowWish[],
): ConnectionHandler {
  const { inbox, metrics, connectedAgents, online, walls } = dependencies;
  const session = new Session(connection, identity);
  const sender = new Sender(dependencies, session, new SendGuard(Number.POSITIVE_INFINITY));
  const follow = followerOf(dependencies, session, (head) => maySee(identity, head));

  const wall = { scopeId: identity.scopeId, show: (change: WallChange) => session.send({ type: 'wall', change }) };

  inbox.add(session);
  metrics.connections.inc({ kind: 'agent' });
  const serves = identity.account.isAgent && seesConversations(identity);
  if (serves) {
    connectedAgents.connected(identity.id, identity.sessionToken);
    void tellPresence(dependencies, session);
  }
  for (const wish of resume) void follow(wish);
  const screen: VisitorScreen = { scopeId: identity.scopeId, send: (frame) => session.send(frame) };

  return {
    onFrame: (text) =>
      handleFrame(dependencies, session, text, {
        send: (frame) => sender.ofAgent(session, frame),
        follow,
        typing: ({ conversationId }) => {
          if (!conversationId || !session.followed.has(conversationId)) return;
          relayTyping(dependencies, session, conversationId, undefined);
          dependencies.onAgentTyping?.(conversationId);
        },
        watchWall: (watching) => {
          if (!watching) return walls.leave(wall);
          if (identity.account.permissions.has('supervision:read')) return walls.watch(wall);
          session.send({ type: 'error', code: 'forbidden', detail: 'watch_wall' });
        },
        attend: (frame) => {
          if (session.followed.has(frame.conversationId)) relayAttending(dependencies, session, frame);
        },
        watchVisitors: (query) => {
          if (query === null) online.unwatch(screen);
          else if (identity.account.permissions.has('visitors:read')) online.watch(screen, query);
          else session.send({ type: 'error', code: 'forbidden' });
        },
      }),
    onClose: () => {
      inbox.remove(session);
      online.unwatch(screen);
      walls.leave(wall);
      unfollowAll(dependencies, session);
      if (serves) connectedAgents.disconnected(identity.id);
      metrics.connections.dec({ kind: 'agent' });
    },
  };
}

async function tellPresence({ db, log }: AgentServiceDependencies, session: Session): Promise<void> {
  try {
    const agent = await findAgent(db, session.identity.id);
    if (agent) session.send({ type: 'presence', presence: presentPresence(agent) });
  } catch (error) {
    log.warn({ err: error }, 'presence could not be told');
  }
}
