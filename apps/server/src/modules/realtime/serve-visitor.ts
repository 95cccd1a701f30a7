import type { Connection, ConnectionHandler } from '../../platform/realtime/index.ts';
import { type FollowWish, followerOf, unfollowAll } from './follow.ts';
import { type FrameDependencies, handleFrame, relayTyping } from './handle-frame.ts';
import type { IdentifiedVisitor } from './identify.ts';
import type { PlaceFeed } from './place-feed.ts';
import type { Registry } from './registry.ts';
import { SendGuard } from './send-guard.ts';
import { type OpenConversation, Sender, type SenderDependencies } from './sender.ts';
import { Session } from './session.ts';

export interface VisitorServiceDependencies extends FrameDependencies, SenderDependencies {
  readonly registry: Registry;
  readonly places: PlaceFeed;
  readonly visitorMessagesPerMinute: number;
}

/** A visitor's connection: follows what began since it was cut off by itself, writes into the open conversation without naming it. */
export function serveVisitor(
  dependencies: VisitorServiceDependencies,
  connection: Connection,
  { identity, openConversationId, conversationIds }: IdentifiedVisitor,
  resume: readonly FollowWish[],
): ConnectionHandler {
  const { registry, places, metrics } = dependencies;
  const session = new Session(connection, identity);
  const open: OpenConversation = { id: openConversationId };
  const sender = new Sender(dependencies, session, new SendGuard(dependencies.visitorMessagesPerMinute));
  const follow = followerOf(dependencies, session, (head) => head.visitorId === identity.id);
  const followFromStart = async (conversationId: string) => {
    if (!session.followed.has(conversationId)) await follow({ conversationId, after: 0 });
  };

  registry.add(identity.id, session, (conversationId) => {
    open.id = conversationId;
    places.watch(session, conversationId);
    void followFromStart(conversationId);
  });
  if (openConversationId !== null) places.watch(session, openConversationId);
  metrics.connections.inc({ kind: 'visitor' });
  for (const wish of resume) void follow(wish);
  // One after the other: a client shows them in the order in which they come.
  void (async () => {
    for (const id of begunSince(resume, conversationIds)) await followFromStart(id);
  })();

  return {
    onFrame: (text) =>
      handleFrame(dependencies, session, text, {
        send: (frame) => sender.ofVisitor(session, frame, open),
        follow,
        typing: ({ draft }) => {
          if (open.id) relayTyping(dependencies, session, open.id, identity.showsDraft ? draft : undefined);
        },
        watchWall: () => session.send({ type: 'error', code: 'forbidden', detail: 'watch_wall' }),
      }),
    onClose: () => {
      registry.remove(identity.id, session);
      places.leave(session);
      unfollowAll(dependencies, session);
      metrics.connections.dec({ kind: 'visitor' });
    },
  };
}

/**
 * The conversations that the client cannot know of: all after the newest one that it resumes. One may have begun with a message whose
 * acknowledgement was lost, or on another device, and be over already. `conversationIds` are oldest first.
 */
function begunSince(resume: readonly FollowWish[], conversationIds: readonly string[]): string[] {
  const known = new Set(resume.map((wish) => wish.conversationId));
  return conversationIds.slice(conversationIds.findLastIndex((id) => known.has(id)) + 1);
}
