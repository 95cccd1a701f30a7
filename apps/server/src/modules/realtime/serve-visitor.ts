import type { Connection, ConnectionHandler } from '../../platform/realtime/index.ts';
import { type FollowWish, followerOf, unfollowAll } from './follow.ts';
import { type FrameDependencies, handleFrame, relayTyping } from './handle-frame.ts';
import type { Registry } from './registry.ts';
import { SendGuard } from './send-guard.ts';
import { type OpenConversation, Sender, type SenderDependencies } from './sender.ts';
import { Session, type VisitorIdentity } from './session.ts';

export interface VisitorServiceDependencies extends FrameDependencies, SenderDependencies {
  readonly registry: Registry;
  readonly visitorMessagesPerMinute: number;
}

/** A visitor's connection: follows their own open conversation by itself, writes into it without naming it. */
export function serveVisitor(
  dependencies: VisitorServiceDependencies,
  connection: Connection,
  identity: VisitorIdentity,
  openConversationId: string | null,
  resume: readonly FollowWish[],
): ConnectionHandler {
  const { registry, metrics } = dependencies;
  const session = new Session(connection, identity);
  const open: OpenConversation = { id: openConversationId };
  const sender = new Sender(dependencies, session, new SendGuard(dependencies.visitorMessagesPerMinute));
  const follow = followerOf(dependencies, session, (head) => head.visitorId === identity.id);
  const followFromStart = (conversationId: string) => {
    if (!session.followed.has(conversationId)) void follow({ conversationId, after: 0 });
  };

  registry.add(identity.id, session, (conversationId) => {
    open.id = conversationId;
    followFromStart(conversationId);
  });
  metrics.connections.inc({ kind: 'visitor' });
  for (const wish of resume) void follow(wish);
  if (openConversationId) followFromStart(openConversationId);

  return {
    onFrame: (text) =>
      handleFrame(dependencies, session, text, {
        send: (frame) => sender.ofVisitor(session, frame, open),
        follow,
        typing: ({ draft }) => {
          if (open.id) relayTyping(dependencies, session, open.id, identity.showsDraft ? draft : undefined);
        },
      }),
    onClose: () => {
      registry.remove(identity.id, session);
      unfollowAll(dependencies, session);
      metrics.connections.dec({ kind: 'visitor' });
    },
  };
}
