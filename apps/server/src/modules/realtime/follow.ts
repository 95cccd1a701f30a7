import { CloseCode, MAX_RESUME_EVENTS, MAX_SUBSCRIPTIONS } from '@cskefu/contract';
import type { Logger } from '../../platform/logging/index.ts';
import type { Streams } from '../../platform/realtime/index.ts';
import type { ConversationHead, Lookups } from './lookups.ts';
import type { Session } from './session.ts';

export interface FollowDependencies {
  readonly streams: Streams;
  readonly lookups: Lookups;
  readonly log: Logger;
}

/** "I have this conversation up to `after`." */
export interface FollowWish {
  readonly conversationId: string;
  readonly after: number;
}

/** Lets a session follow conversations: checks the right, sends what was missed, says where it stands. Never rejects. */
export function followerOf(
  { streams, lookups, log }: FollowDependencies,
  session: Session,
  mayFollow: (head: ConversationHead) => boolean,
) {
  const { connection, followed } = session;

  function refuse(conversationId: string, answer: Parameters<Session['send']>[0]): void {
    followed.delete(conversationId);
    session.send(answer);
  }

  async function follow({ conversationId, after }: FollowWish): Promise<void> {
    const head = await lookups.head(conversationId);
    if (!connection.isOpen || !followed.has(conversationId)) return;
    if (!head || !mayFollow(head)) return refuse(conversationId, { type: 'error', code: 'not_found', conversationId });
    if (head.seq - after > MAX_RESUME_EVENTS)
      return refuse(conversationId, { type: 'reset', conversationId, seq: head.seq });
    const reached = await streams.follow(conversationId, session, after, head.seq);
    if (reached === null) return;
    if (!connection.isOpen || !followed.has(conversationId)) return streams.leave(conversationId, session);
    session.send({ type: 'subscribed', conversationId, seq: reached, reads: head.reads });
  }

  return async (wish: FollowWish): Promise<void> => {
    const { conversationId } = wish;
    if (followed.size >= MAX_SUBSCRIPTIONS && !followed.has(conversationId)) {
      session.send({ type: 'error', code: 'too_many_subscriptions', conversationId });
      return;
    }
    streams.leave(conversationId, session);
    followed.add(conversationId);
    try {
      await follow(wish);
    } catch (error) {
      log.warn({ err: error, conversationId }, 'a conversation could not be followed');
      followed.delete(conversationId);
      // Whoever believes to follow and does not would wait for ever: begin anew.
      connection.bye('draining', CloseCode.Draining, 500 + Math.floor(Math.random() * 1_500));
    }
  };
}

export function unfollow(
  { streams }: Pick<FollowDependencies, 'streams'>,
  session: Session,
  conversationId: string,
): void {
  session.followed.delete(conversationId);
  streams.leave(conversationId, session);
}

export function unfollowAll(dependencies: Pick<FollowDependencies, 'streams'>, session: Session): void {
  for (const conversationId of [...session.followed]) unfollow(dependencies, session, conversationId);
}
