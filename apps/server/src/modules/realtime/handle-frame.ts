import type { ClientFrame, OnlineVisitorsQuery } from '@cskefu/contract';
import type { Metrics } from '../../platform/metrics/index.ts';
import { refuseFrame } from '../../platform/realtime/index.ts';
import type { FanOut } from './fan-out.ts';
import { type FollowDependencies, type FollowWish, unfollow } from './follow.ts';
import { readFrame } from './frame-reader.ts';
import type { Session } from './session.ts';

export interface FrameDependencies extends FollowDependencies {
  readonly fanOut: FanOut;
  readonly metrics: Metrics;
  /** An agent writes: the other side may be elsewhere. */
  readonly onAgentTyping?: (conversationId: string) => void;
}

/** What visitors and agents do differently. */
export interface FrameHandlers {
  readonly send: (frame: Extract<ClientFrame, { type: 'send' }>) => void;
  readonly follow: (wish: FollowWish) => Promise<void>;
  readonly typing: (frame: Extract<ClientFrame, { type: 'typing' }>) => void;
  readonly watchWall: (watching: boolean) => void;
  readonly attend?: (frame: Extract<ClientFrame, { type: 'attend' }>) => void;
  /** Agents only; null ends it. */
  readonly watchVisitors?: (query: OnlineVisitorsQuery | null) => void;
}

/** Reads one frame of a welcomed connection and does what it says. */
export function handleFrame(
  dependencies: FrameDependencies,
  session: Session,
  text: string,
  handlers: FrameHandlers,
): void {
  const read = readFrame(text);
  if (!read.ok) return refuseFrame(session.connection, read.code, read.detail, dependencies.metrics, read.id);
  const { frame } = read;
  switch (frame.type) {
    case 'send':
      return handlers.send(frame);
    case 'subscribe':
      void handlers.follow(frame);
      return;
    case 'unsubscribe':
      return unfollow(dependencies, session, frame.conversationId);
    case 'read':
      return markRead(dependencies, session, frame);
    case 'typing':
      return handlers.typing(frame);
    case 'watch_wall':
      return handlers.watchWall(frame.watching);
    case 'attend':
      return handlers.attend?.(frame);
    case 'watch_visitors':
      if (handlers.watchVisitors) return handlers.watchVisitors(frame.query);
      return session.send({ type: 'error', code: 'forbidden' });
    case 'unwatch_visitors':
      return handlers.watchVisitors?.(null);
    case 'ping':
      return session.send({ type: 'pong' });
    case 'pong':
      return;
    case 'browse':
    case 'page':
      return refuseFrame(session.connection, 'malformed_frame', 'pages are reported by browsers', dependencies.metrics);
    case 'hello':
      return refuseFrame(session.connection, 'malformed_frame', 'hello was said already', dependencies.metrics);
  }
}

function markRead(
  { lookups, log }: FrameDependencies,
  { identity }: Session,
  frame: { conversationId: string; seq: number },
): void {
  lookups
    .markRead({ conversationId: frame.conversationId, by: identity.kind, readerId: identity.id, seq: frame.seq })
    // Marks only grow: the next one makes up for this.
    .catch((error: unknown) => log.debug({ err: error }, 'read mark'));
}

/** Tells colleagues who have the same conversation before them. Visitors hear nothing of it. */
export function relayAttending(
  { fanOut }: FrameDependencies,
  session: Session,
  { conversationId, doing, asks }: Extract<ClientFrame, { type: 'attend' }>,
): void {
  const { id, name } = session.identity;
  const frame = { type: 'attending', conversationId, who: { id, name }, doing, ...(asks && { asks }) };
  fanOut.relay(conversationId, JSON.stringify(frame), 'agents', session);
}

/** Tells the others that somebody writes; with a draft only agents are told. */
export function relayTyping(
  { fanOut }: FrameDependencies,
  session: Session,
  conversationId: string,
  draft: string | undefined,
): void {
  const { kind, id, name } = session.identity;
  const frame = { type: 'typing', conversationId, author: { kind, id, name } };
  if (draft === undefined) fanOut.relay(conversationId, JSON.stringify(frame), 'everybody', session);
  else fanOut.relay(conversationId, JSON.stringify({ ...frame, draft }), 'agents', session);
}
