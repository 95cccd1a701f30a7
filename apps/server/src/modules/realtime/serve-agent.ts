import type { Connection, ConnectionHandler } from '../../platform/realtime/index.ts';
import { type ConnectedAgents, findAgent, presentPresence } from '../agents/index.ts';
import { type FollowWish, followerOf, unfollowAll } from './follow.ts';
import { type FrameDependencies, handleFrame, relayAttending, relayTyping } from './handle-frame.ts';
import type { InboxFeed } from './inbox-feed.ts';
import { SendGuard } from './send-guard.ts';
import { Sender, type SenderDependencies } from './sender.ts';
import { type AgentIdentity, maySee, Session, seesConversations } from './session.ts';

export interface AgentServiceDependencies extends FrameDependencies, SenderDependencies {
  readonly inbox: InboxFeed;
  readonly connectedAgents: ConnectedAgents;
}

/** An account's connection: gets its inbox and presence unasked, follows the threads that it shows. */
export function serveAgent(
  dependencies: AgentServiceDependencies,
  connection: Connection,
  identity: AgentIdentity,
  resume: readonly FollowWish[],
): ConnectionHandler {
  const { inbox, metrics, connectedAgents } = dependencies;
  const session = new Session(connection, identity);
  const sender = new Sender(dependencies, session, new SendGuard(Number.POSITIVE_INFINITY));
  const follow = followerOf(dependencies, session, (head) => maySee(identity, head));

  inbox.add(session);
  metrics.connections.inc({ kind: 'agent' });
  const serves = identity.account.isAgent && seesConversations(identity);
  if (serves) {
    connectedAgents.connected(identity.id);
    void tellPresence(dependencies, session);
  }
  for (const wish of resume) void follow(wish);

  return {
    onFrame: (text) =>
      handleFrame(dependencies, session, text, {
        send: (frame) => sender.ofAgent(session, frame),
        follow,
        typing: ({ conversationId }) => {
          if (conversationId && session.followed.has(conversationId))
            relayTyping(dependencies, session, conversationId, undefined);
        },
        attend: (frame) => {
          if (session.followed.has(frame.conversationId)) relayAttending(dependencies, session, frame);
        },
      }),
    onClose: () => {
      inbox.remove(session);
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
