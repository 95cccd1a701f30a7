import type { IncomingMessage } from 'node:http';
import { type ClientFrame, CloseCode, HEARTBEAT_SECONDS, MAX_IN_FLIGHT, MAX_RESUME_EVENTS, MAX_SUBSCRIPTIONS, PROTOCOL_VERSION } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { Announcements } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import {
  type Broadcast,
  type Connection,
  type ConnectionHandler,
  createSocketServer,
  refuseFrame,
  type SocketServer,
  Streams,
} from '../../platform/realtime/index.ts';
import { type AccountActor, type Authenticator, type RunUseCase, visibleUnits } from '../access/index.ts';
import { type ConnectedAgents, findAgent, presentPresence } from '../agents/index.ts';
import type { MessageWriter } from '../conversations/index.ts';
import { createFanOut, type FanOut } from './fan-out.ts';
import { readFrame } from './frame-reader.ts';
import { InboxFeed } from './inbox-feed.ts';
import { type ConversationHead, createLookups, type Lookups } from './lookups.ts';
import { Registry } from './registry.ts';
import { SendGuard } from './send-guard.ts';
import { type OpenConversation, Sender } from './sender.ts';
import { type AgentIdentity, type Identity, Session, type VisitorIdentity } from './session.ts';

export interface GatewayDependencies {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly writer: MessageWriter;
  readonly announcements: Announcements;
  readonly broadcast: Broadcast;
  readonly authenticator: Authenticator;
  readonly connectedAgents: ConnectedAgents;
  readonly readSessionToken: (cookieHeader: string | undefined) => string | null;
  readonly isOwnOrigin: (origin: string, host: string | undefined) => boolean;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly visitorMessagesPerMinute: number;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export interface Gateway {
  readonly sockets: SocketServer;
  /** Ends the connections of an account: of one session, or of all. They reconnect, and are refused if their session has ended. */
  disconnect(accountId: string, sessionToken: string | null): void;
  stop(): void;
}

const HELLO_MS = 10_000;
const RECHECK_MS = 15_000;

/** The realtime endpoint: binds frames to use cases, and what was committed to frames. */
export function createGateway(dependencies: GatewayDependencies): Gateway {
  const { db, broadcast, metrics, log } = dependencies;
  const registry = new Registry();
  const inbox = new InboxFeed(db, log);
  const lookups = createLookups(db, (results) => fanOut.onRead(results));
  const streams = new Streams({
    read: (conversationId, after, limit) => lookups.stream({ conversationId, after, limit }),
    onInterest: (key, followed) => fanOut.listenToStream(key, followed),
    metrics,
  });
  const fanOut = createFanOut({
    streams,
    inbox,
    broadcast,
    onOpened: (visitorId, conversationId) => {
      for (const session of registry.sessionsOf(visitorId)) openings.get(session)?.(conversationId);
    },
  });
  /** Tells a visitor's connection that a conversation began. */
  const openings = new WeakMap<Session, (conversationId: string) => void>();
  dependencies.writer.onWritten(fanOut.onWritten);
  dependencies.announcements.listen(fanOut.onCommitted);
  const stopRechecking = recheckStreams(streams, lookups, broadcast, log);

  const shared: ConnectionDependencies = { ...dependencies, registry, inbox, lookups, streams, fanOut, openings };
  const sockets = createSocketServer({
    path: '/realtime',
    addressOf: dependencies.addressOf,
    onConnection: (connection, request) => greet(shared, connection, request),
    metrics,
    log,
  });
  return {
    sockets,
    disconnect: (accountId, sessionToken) => {
      for (const session of inbox.sessionsOf(accountId)) {
        if (sessionToken !== null && session.identity.sessionToken !== sessionToken) continue;
        if (sessionToken === null) session.connection.bye('draining', CloseCode.Draining, 0);
        else session.connection.bye('signed_out', CloseCode.Unauthenticated, 0);
      }
    },
    stop: stopRechecking,
  };
}

interface ConnectionDependencies extends GatewayDependencies {
  readonly registry: Registry;
  readonly inbox: InboxFeed;
  readonly lookups: Lookups;
  readonly streams: Streams;
  readonly fanOut: FanOut;
  readonly openings: WeakMap<Session, (conversationId: string) => void>;
}

/** A connection that has not said who it is: the first frame must, and soon. */
function greet(dependencies: ConnectionDependencies, connection: Connection, request: IncomingMessage): ConnectionHandler {
  const { metrics, log } = dependencies;
  // The request itself must not be kept: fifteen thousand of them would weigh more than their sockets.
  const credentials = credentialsOf(dependencies, request);
  let handler: ConnectionHandler | null = null;
  let waiting: string[] | null = null;
  const deadline = setTimeout(() => connection.close(CloseCode.Unauthenticated, 'no hello'), HELLO_MS);
  deadline.unref();

  async function enter(hello: Extract<ClientFrame, { type: 'hello' }>): Promise<void> {
    if (hello.protocol !== PROTOCOL_VERSION) return connection.close(CloseCode.UnsupportedVersion, `this server speaks ${PROTOCOL_VERSION}`);
    const identity = hello.token === undefined ? await accountIdentity(dependencies, credentials) : await visitorIdentity(dependencies, hello.token);
    if (!identity) return connection.close(CloseCode.Unauthenticated, 'the token or session is not valid');
    if (!connection.isOpen) return;
    connection.send({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      you: { kind: identity.who.kind, id: identity.who.id, name: identity.who.name },
      heartbeatSeconds: HEARTBEAT_SECONDS,
      maxInFlight: MAX_IN_FLIGHT,
    });
    handler =
      identity.who.kind === 'visitor'
        ? serveVisitor(dependencies, new Session(connection, identity.who), identity.open, hello.resume)
        : serveAgent(dependencies, new Session(connection, identity.who), hello.resume);
    const early = waiting ?? [];
    waiting = null;
    for (const text of early) handler.onFrame(text);
  }

  return {
    onFrame: (text) => {
      if (handler) return handler.onFrame(text);
      if (waiting) {
        if (waiting.length < MAX_IN_FLIGHT * 2) waiting.push(text);
        return;
      }
      const read = readFrame(text);
      if (!read.ok) return refuseFrame(connection, read.code, read.detail, metrics, read.id);
      if (read.frame.type !== 'hello') return refuseFrame(connection, 'malformed_frame', 'the first frame must be hello', metrics);
      clearTimeout(deadline);
      waiting = [];
      enter(read.frame).catch((error: unknown) => {
        log.warn({ err: error }, 'a connection could not be greeted');
        connection.bye('draining', CloseCode.Draining, 1_000 + Math.floor(Math.random() * 2_000));
      });
    },
    onClose: () => {
      clearTimeout(deadline);
      handler?.onClose();
    },
  };
}

interface Credentials {
  readonly account: () => Promise<AccountActor | null>;
  readonly sessionToken: string | null;
}

function credentialsOf(dependencies: ConnectionDependencies, request: IncomingMessage): Credentials | null {
  const { cookie, origin, host } = request.headers;
  if (!cookie) return null;
  if (origin !== undefined && !dependencies.isOwnOrigin(origin, host)) return null;
  return { account: () => dependencies.authenticator.accountOf({ cookie }), sessionToken: dependencies.readSessionToken(cookie) };
}

async function accountIdentity(dependencies: ConnectionDependencies, credentials: Credentials | null): Promise<{ who: AgentIdentity; open: null } | null> {
  const account = await credentials?.account();
  if (!account || !credentials || account.passwordChangeRequired || !account.permissions.has('conversations:read')) return null;
  const units = new Set(await visibleUnits(dependencies.db, account));
  return { who: { kind: 'agent', id: account.id, name: account.name, account, units, sessionToken: credentials.sessionToken }, open: null };
}

async function visitorIdentity(dependencies: ConnectionDependencies, token: string): Promise<{ who: VisitorIdentity; open: string | null } | null> {
  const actor = dependencies.authenticator.visitorTokens.verify(token);
  const facts = actor && (await dependencies.lookups.visitor(actor.id));
  if (!actor || !facts?.channelEnabled) return null;
  return {
    who: { kind: 'visitor', id: actor.id, channelId: actor.channelId, name: facts.name, showsDraft: facts.showsDraft },
    open: facts.openConversationId,
  };
}

type Resume = { conversationId: string; after: number }[];

function serveVisitor(
  dependencies: ConnectionDependencies,
  session: Session<VisitorIdentity>,
  openConversationId: string | null,
  resume: Resume,
): ConnectionHandler {
  const { registry, metrics, openings } = dependencies;
  const open: OpenConversation = { id: openConversationId };
  const sender = new Sender(dependencies, session, new SendGuard(dependencies.visitorMessagesPerMinute));
  const follow = followerOf(dependencies, session, (head) => head.visitorId === session.identity.id);
  registry.add(session);
  openings.set(session, (conversationId) => {
    open.id = conversationId;
    if (!session.followed.has(conversationId)) void follow({ conversationId, after: 0 });
  });
  metrics.connections.inc({ kind: 'visitor' });
  for (const wish of resume) void follow(wish);
  if (openConversationId && !session.followed.has(openConversationId)) void follow({ conversationId: openConversationId, after: 0 });

  return {
    onFrame: (text) =>
      handleFrame(dependencies, session, text, {
        send: (frame) => sender.ofVisitor(session, frame, open),
        follow,
        typing: (frame) => {
          if (open.id === null) return;
          relayTyping(dependencies, session, open.id, session.identity.showsDraft ? frame.draft : undefined);
        },
      }),
    onClose: () => {
      registry.remove(session);
      leaveAll(dependencies, session);
      metrics.connections.dec({ kind: 'visitor' });
    },
  };
}

function serveAgent(dependencies: ConnectionDependencies, session: Session<AgentIdentity>, resume: Resume): ConnectionHandler {
  const { inbox, metrics, connectedAgents, db } = dependencies;
  const { identity } = session;
  const sender = new Sender(dependencies, session, new SendGuard(Number.POSITIVE_INFINITY));
  const follow = followerOf(dependencies, session, (head) => identity.units.has(head.skillGroupId) || head.agentId === identity.id);
  inbox.add(session);
  metrics.connections.inc({ kind: 'agent' });
  if (identity.account.isAgent) {
    connectedAgents.connected(identity.id);
    findAgent(db, identity.id)
      .then((agent) => agent && session.send({ type: 'presence', presence: presentPresence(agent) }))
      .catch(() => {});
  }
  for (const wish of resume) void follow(wish);

  return {
    onFrame: (text) =>
      handleFrame(dependencies, session, text, {
        send: (frame) => sender.ofAgent(session, frame),
        follow,
        typing: (frame) => {
          if (frame.conversationId && session.followed.has(frame.conversationId)) relayTyping(dependencies, session, frame.conversationId, undefined);
        },
      }),
    onClose: () => {
      inbox.remove(session);
      leaveAll(dependencies, session);
      if (identity.account.isAgent) connectedAgents.disconnected(identity.id);
      metrics.connections.dec({ kind: 'agent' });
    },
  };
}

interface FrameHandlers {
  readonly send: (frame: Extract<ClientFrame, { type: 'send' }>) => void;
  readonly follow: (wish: Resume[number]) => Promise<void>;
  readonly typing: (frame: Extract<ClientFrame, { type: 'typing' }>) => void;
}

function handleFrame(dependencies: ConnectionDependencies, session: Session, text: string, handlers: FrameHandlers): void {
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
      session.followed.delete(frame.conversationId);
      dependencies.streams.leave(frame.conversationId, session);
      return;
    case 'read':
      markRead(dependencies, session, frame);
      return;
    case 'typing':
      return handlers.typing(frame);
    case 'ping':
      session.send({ type: 'pong' });
      return;
    case 'pong':
      return;
    case 'hello':
      return refuseFrame(session.connection, 'malformed_frame', 'hello was said already', dependencies.metrics);
  }
}

function markRead({ lookups, log }: ConnectionDependencies, { identity }: Session, frame: { conversationId: string; seq: number }): void {
  lookups
    .markRead({ conversationId: frame.conversationId, by: identity.kind, readerId: identity.id, seq: frame.seq })
    // Marks only grow: the next one makes up for this.
    .catch((error: unknown) => log.debug({ err: error }, 'read mark'));
}

function relayTyping({ fanOut }: ConnectionDependencies, session: Session<Identity>, conversationId: string, draft: string | undefined): void {
  const { kind, id, name } = session.identity;
  const frame = { type: 'typing', conversationId, author: { kind, id, name } };
  if (draft === undefined) fanOut.relay(conversationId, JSON.stringify(frame), 'everybody', session);
  else fanOut.relay(conversationId, JSON.stringify({ ...frame, draft }), 'agents', session);
}

/** Follows conversations for a session: checks the right, sends what was missed, says where it stands. */
function followerOf(dependencies: ConnectionDependencies, session: Session, mayFollow: (head: ConversationHead) => boolean) {
  const { lookups, streams, log } = dependencies;

  async function follow({ conversationId, after }: Resume[number]): Promise<void> {
    const head = await lookups.head(conversationId);
    if (!session.connection.isOpen || !session.followed.has(conversationId)) return;
    if (!head || !mayFollow(head)) {
      session.followed.delete(conversationId);
      session.send({ type: 'error', code: 'not_found', conversationId });
      return;
    }
    if (head.seq - after > MAX_RESUME_EVENTS) {
      session.followed.delete(conversationId);
      session.send({ type: 'reset', conversationId, seq: head.seq });
      return;
    }
    const reached = await streams.follow(conversationId, session, after, head.seq);
    if (reached === null) return;
    if (!session.connection.isOpen) return streams.leave(conversationId, session);
    session.send({ type: 'subscribed', conversationId, seq: reached, reads: head.reads });
  }

  return async (wish: Resume[number]): Promise<void> => {
    const { conversationId } = wish;
    if (session.followed.size >= MAX_SUBSCRIPTIONS && !session.followed.has(conversationId)) {
      session.send({ type: 'error', code: 'too_many_subscriptions', conversationId });
      return;
    }
    streams.leave(conversationId, session);
    session.followed.add(conversationId);
    try {
      await follow(wish);
    } catch (error) {
      log.warn({ err: error, conversationId }, 'a conversation could not be followed');
      session.followed.delete(conversationId);
      // Whoever believes to follow and does not would wait for ever: begin anew.
      session.connection.bye('draining', CloseCode.Draining, 500 + Math.floor(Math.random() * 1_500));
    }
  };
}

function leaveAll({ streams }: ConnectionDependencies, session: Session): void {
  for (const key of session.followed) streams.leave(key, session);
  session.followed.clear();
}

/** Between nodes a frame can be lost, even the last of a conversation: compare the followed streams with the database now and then. */
function recheckStreams(streams: Streams, lookups: Lookups, broadcast: Broadcast, log: Logger): () => void {
  if (!broadcast.active) return () => {};
  async function recheck(): Promise<void> {
    await broadcast.flush();
    const heads = await Promise.all([...streams.followed].map((key) => lookups.head(key)));
    for (const head of heads) if (head) streams.announce(head.id, head.seq);
  }
  const check = () => void recheck().catch((error: unknown) => log.warn({ err: error }, 'streams could not be rechecked'));
  broadcast.onReconnect(check);
  const timer = setInterval(check, RECHECK_MS);
  return () => clearInterval(timer);
}
