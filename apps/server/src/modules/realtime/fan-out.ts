import type { Author, Delivery, Message, Presence, ServerFrame } from '@cskefu/contract';
import type { CommittedEvent, LoggedEvent } from '../../platform/events/index.ts';
import type { Broadcast, StreamFrame, Streams } from '../../platform/realtime/index.ts';
import {
  mentionedIn,
  messageEvent,
  noteExcerpt,
  type ReadMarkResult,
  type StreamPosition,
  toConversationEvent,
  type WrittenMessage,
} from '../conversations/index.ts';
import { type AccessChange, accessChangeOf } from './access-changes.ts';
import { messageFrame, packFrame, streamFrame, unpackFrame } from './frames.ts';
import type { InboxFeed } from './inbox-feed.ts';
import type { PlaceFeed } from './place-feed.ts';
import { RecentKeys } from './recent-keys.ts';
import type { AgentIdentity, Session } from './session.ts';

/** What nodes tell each other besides frames of streams. */
type Notice =
  | {
      type: 'changed';
      conversationId: string;
      skillGroupId: number;
      seq: number;
      /** Who has it no more, wherever they sit. */
      formerAgentId?: string;
      /** Where it waited before it was moved. */
      formerSkillGroupId?: number;
      /** Routing has just given it to this agent: shown at once. */
      givenTo?: string;
      /** Who serves it now; null: nobody. Absent: that did not change. */
      agentId?: string | null;
    }
  | { type: 'patched'; patch: Parameters<InboxFeed['patched']>[0]; agentId: string | null; skillGroupId: number }
  | {
      type: 'mentioned';
      accounts: readonly string[];
      frame: Extract<ServerFrame, { type: 'mention' }>;
      place: { skillGroupId: number; agentId: string | null };
    }
  | { type: 'supervised'; accountId: string; frame: Extract<ServerFrame, { type: 'supervised' }>; key: string }
  | { type: 'scheduled'; accountId: string; frame: Extract<ServerFrame, { type: 'scheduled' }> }
  | { type: 'offers'; accountId: string; key: string }
  | { type: 'opened'; visitorId: string; conversationId: string }
  | { type: 'presence'; presence: Presence }
  | { type: 'access'; change: AccessChange; key: string }
  | { type: 'relay'; conversationId: string; frame: string; to: RelayAudience };

export type RelayAudience = 'agents' | 'everybody';

export interface FanOut {
  /** Messages that were just committed, in the order of the commit. */
  onWritten(messages: readonly WrittenMessage[]): void;
  /** Conversations that have come this far, it is not known by what: whoever follows them reads. */
  onMoved(positions: readonly StreamPosition[]): void;
  /** Other events that were just committed. */
  onCommitted(events: readonly CommittedEvent[]): void;
  /** What the event log says: mostly told already. */
  onLogged(events: readonly LoggedEvent[]): void;
  onRead(results: readonly ReadMarkResult[]): void;
  /** A frame that is not stored, to whoever follows the conversation. */
  relay(conversationId: string, frame: string, to: RelayAudience, except?: Session): void;
}

const streamSubject = (key: string) => `cskefu.stream.${key}`;
const NOTICES = 'cskefu.notices';

/** Carries what was committed to every screen that wants to know: of this node directly, of the others by broadcast. */
export function createFanOut(options: {
  streams: Streams;
  inbox: InboxFeed;
  places: PlaceFeed;
  broadcast: Broadcast;
  /** A conversation of this visitor began, or came to them: their connections follow it from its first event. */
  onOpened: (visitorId: string, conversationId: string) => void;
  /** A conversation has another place: whoever may not see it there stops following. */
  onPlaced: (conversationId: string, place: { skillGroupId: number; agentId: string | null }) => void;
  maySee: (session: Session<AgentIdentity>, place: { skillGroupId: number; agentId: string | null }) => boolean;
  /** What accounts may see has changed. */
  onAccessChanged: (change: AccessChange) => void;
}): FanOut & { listenToStream(key: string, followed: boolean): void } {
  const { streams, inbox, places, broadcast } = options;
  const subscriptions = new Map<string, () => void>();
  /** State changes that this node has told its screens of. */
  const told = new RecentKeys();

  /** Applies a notice to this node, whoever it comes from. */
  function apply(notice: Notice, except?: Session): void {
    const key = keyOf(notice);
    if (key) told.add(key);
    switch (notice.type) {
      case 'changed':
        streams.announce(notice.conversationId, notice.seq);
        inbox.changed(notice.conversationId, notice.skillGroupId, notice.formerAgentId);
        places.changed(notice.conversationId, notice.skillGroupId);
        if (notice.formerSkillGroupId !== undefined) {
          inbox.changed(notice.conversationId, notice.formerSkillGroupId);
          places.changed(notice.conversationId, notice.formerSkillGroupId);
        }
        if (notice.givenTo !== undefined) inbox.assigned(notice.conversationId, notice.givenTo);
        if (notice.agentId !== undefined)
          options.onPlaced(notice.conversationId, { skillGroupId: notice.skillGroupId, agentId: notice.agentId });
        break;
      case 'patched':
        streams.announce(notice.patch.id, notice.patch.seq);
        inbox.patched(notice.patch, notice.agentId, notice.skillGroupId);
        break;
      case 'mentioned':
        for (const id of notice.accounts)
          for (const session of inbox.sessionsOf(id))
            if (options.maySee(session, notice.place)) session.send(notice.frame);
        break;
      case 'supervised':
      case 'scheduled':
        for (const session of inbox.sessionsOf(notice.accountId)) session.send(notice.frame);
        break;
      case 'offers':
        for (const session of inbox.sessionsOf(notice.accountId)) session.send({ type: 'transfer_offers' });
        break;
      case 'opened':
        options.onOpened(notice.visitorId, notice.conversationId);
        break;
      case 'presence':
        for (const session of inbox.sessionsOf(notice.presence.accountId))
          session.send({ type: 'presence', presence: notice.presence });
        break;
      case 'access':
        options.onAccessChanged(notice.change);
        break;
      case 'relay':
        streams.relay(
          notice.conversationId,
          (follower) => {
            const session = follower as Session;
            if (notice.to === 'everybody' || session.identity.kind === 'agent')
              session.connection.sendDroppable(notice.frame);
          },
          except,
        );
        break;
    }
  }

  function tell(notice: Notice, except?: Session): void {
    apply(notice, except);
    if (broadcast.active) broadcast.publish(NOTICES, Buffer.from(JSON.stringify(notice)));
  }

  /** What visitors get less of is not handed to other nodes: they read it themselves. */
  function publish(conversationId: string, { seq, frame, guestFrame }: StreamFrame): void {
    streams.publish(conversationId, seq, frame, guestFrame);
    if (broadcast.active && guestFrame === undefined)
      broadcast.publish(streamSubject(conversationId), packFrame(seq, frame));
  }

  /** It only moves the end of the stream, and calls those to whom it speaks. */
  function onNote(message: Message, place: { skillGroupId: number; agentId: string | null }): void {
    const { conversationId, seq, author, text } = message;
    publish(conversationId, streamFrame(messageEvent(message)));
    tell({ type: 'patched', patch: { id: conversationId, seq }, ...place });
    const frame = { type: 'mention', conversationId, seq, by: author, text: noteExcerpt(text ?? '') } as const;
    // What a supervisor leaves beside a conversation is meant for whoever serves it.
    const whisperedTo = author.kind === 'supervisor' && place.agentId !== author.id ? place.agentId : null;
    if (whisperedTo !== null)
      tell({ type: 'mentioned', accounts: [whisperedTo], frame: { ...frame, whisper: true }, place });
    const accounts = mentionedIn(text ?? '').filter((id) => id !== author.id && id !== whisperedTo);
    if (accounts.length > 0) tell({ type: 'mentioned', accounts, frame, place });
  }

  broadcast.subscribe(NOTICES, (data) => apply(JSON.parse(Buffer.from(data).toString('utf8')) as Notice));

  return {
    listenToStream: (key, followed) => {
      if (!broadcast.active) return;
      if (!followed) {
        subscriptions.get(key)?.();
        subscriptions.delete(key);
        return;
      }
      subscriptions.set(
        key,
        broadcast.subscribe(streamSubject(key), (data) => {
          const { seq, frame } = unpackFrame(data);
          streams.publish(key, seq, frame);
        }),
      );
    },

    onWritten: (messages) => {
      for (const { message, skillGroupId, agentId, unread, reads, woken } of messages) {
        const { conversationId, seq } = message;
        if (message.kind === 'note') {
          onNote(message, { skillGroupId, agentId });
          continue;
        }
        if (broadcast.active || streams.isFollowed(conversationId))
          publish(conversationId, { seq, frame: messageFrame(message) });
        const text =
          message.text === null
            ? (message.file?.name ?? null)
            : Array.from(message.text.slice(0, 200)).slice(0, 100).join('');
        const lastMessage = { kind: message.kind, text, authorKind: message.author.kind, at: message.at };
        tell({
          type: 'patched',
          patch: { id: conversationId, seq, unread, reads, lastMessage },
          agentId,
          skillGroupId,
        });
        // It stands in another list now.
        if (woken) tell({ type: 'changed', conversationId, skillGroupId, seq });
      }
    },

    onMoved: (positions) => {
      for (const position of positions) tell({ type: 'changed', ...position });
    },

    onCommitted: (events) => {
      for (const event of events) {
        const streamed = toConversationEvent(event);
        if (streamed) publish(streamed.conversationId, streamFrame(streamed));
        for (const notice of noticesOf(event)) tell(notice);
      }
    },

    onLogged: (events) => {
      for (const event of events) {
        for (const notice of noticesOf(event)) if (!told.has(keyOf(notice) ?? '')) apply(notice);
      }
    },

    onRead: (results) => {
      for (const { conversationId, by, seq, unread, agentId, reads, lastSeq, skillGroupId } of results) {
        const frame = JSON.stringify({ type: 'read', conversationId, by, seq });
        tell({ type: 'relay', conversationId, frame, to: 'everybody' });
        tell({ type: 'patched', patch: { id: conversationId, seq: lastSeq, unread, reads }, agentId, skillGroupId });
      }
    },

    relay: (conversationId, frame, to, except) => tell({ type: 'relay', conversationId, frame, to }, except),
  };
}

/** Same change, same key; undefined for what is not remembered. */
function keyOf(notice: Notice): string | undefined {
  switch (notice.type) {
    case 'changed':
      return `${notice.conversationId}:${notice.seq}`;
    case 'opened':
      return `opened:${notice.visitorId}:${notice.conversationId}`;
    case 'presence':
      return `${notice.presence.accountId}:${notice.presence.since}:${notice.presence.reason ?? ''}:${notice.presence.forcedBy?.id ?? ''}`;
    case 'access':
    case 'offers':
    case 'supervised':
      return notice.key;
    case 'patched':
    case 'mentioned':
    case 'scheduled':
    case 'relay':
      return undefined;
  }
}

/** What screens must be told of an event of the log. */
function noticesOf(event: CommittedEvent | LoggedEvent): Notice[] {
  const { type, conversationId, seq, actor, payload } = event;
  if (type === 'agent.presence_changed') {
    // Events of before reasons were told have none.
    const { accountId, to, since, reason, forcedBy } = payload as {
      accountId: string;
      to: Presence['state'];
      since: string;
      reason?: string | null;
      forcedBy?: Presence['forcedBy'];
    };
    const presence = { accountId, state: to, since, reason: reason ?? null, forcedBy: forcedBy ?? null };
    return [{ type: 'presence', presence }];
  }
  if (type === 'visitor.merged' && conversationId) {
    return [{ type: 'opened', visitorId: (payload as { to: string }).to, conversationId }];
  }
  if (type === 'visitor.addressed' && conversationId) {
    return [{ type: 'opened', visitorId: (payload as { visitorId: string }).visitorId, conversationId }];
  }
  if (type === 'delivery.changed' && conversationId) {
    const { delivery } = payload as { delivery: Delivery };
    return [{ type: 'relay', conversationId, frame: JSON.stringify({ type: 'delivery', delivery }), to: 'agents' }];
  }
  if (type === 'visitor.typing' && conversationId) {
    const { author } = payload as { author: Author };
    const frame = JSON.stringify({ type: 'typing', conversationId, author });
    return [{ type: 'relay', conversationId, frame, to: 'agents' }];
  }
  if (type in TAKEN_AWAY) {
    const supervised = supervisedOf(event);
    return supervised ? [supervised] : [];
  }
  if (type === 'scheduled_message.changed' && conversationId) {
    const { accountId, id, change } = payload as { accountId: string; id: string; change: 'sent' };
    return [{ type: 'scheduled', accountId, frame: { type: 'scheduled', conversationId, id, change } }];
  }
  const change = accessChangeOf(event);
  if (change) return [{ type: 'access', change, key: `${type}:${event.at.getTime()}:${JSON.stringify(change)}` }];
  if (!conversationId || !seq) return [];
  // Whoever took it knows already.
  const { by, agent } = (payload ?? {}) as { by?: string; agent?: { id: string } };
  const givenTo = type === 'conversation.assigned' && by === 'routing' ? agent?.id : undefined;
  const changed: Notice = {
    type: 'changed',
    conversationId,
    skillGroupId: event.orgUnitId ?? 0,
    seq,
    ...(givenTo ? { givenTo } : {}),
    ...placeOf(type, payload),
  };
  const isOpening = type === 'conversation.created' && actor.kind === 'visitor' && actor.id !== null;
  const offered = offeredTo(type, payload);
  if (offered !== undefined)
    return [changed, { type: 'offers', accountId: offered, key: `offers:${conversationId}:${seq}` }];
  return isOpening ? [changed, { type: 'opened', visitorId: actor.id, conversationId }] : [changed];
}

/** Whose offers an event changes: one was made, or is settled. */
function offeredTo(type: string, payload: unknown): string | undefined {
  const { to } = (payload ?? {}) as { to?: { kind?: string; id: string } };
  if (type === 'conversation.transfer_offered' || type === 'conversation.transfer_declined') return to?.id;
  return type === 'conversation.transferred' && to?.kind === 'agent' ? to.id : undefined;
}

/** Who serves a conversation after an event, and who did before, where that is what it tells. */
function placeOf(
  type: string,
  payload: unknown,
): { formerAgentId?: string; formerSkillGroupId?: number; agentId?: string | null } {
  if (type === 'conversation.waiting') return { agentId: null };
  if (type === 'conversation.assigned') return { agentId: (payload as { agent: { id: string } }).agent.id };
  if (type === 'conversation.moved') return { formerSkillGroupId: (payload as { from: { id: number } }).from.id };
  if (type === 'conversation.transferred') return { formerAgentId: (payload as { from: { id: string } }).from.id };
  return {};
}

/** Acts of supervisors after which an agent has lost a conversation. */
const TAKEN_AWAY = {
  'supervision.taken_over': 'taken_over',
  'supervision.transferred': 'transferred',
  'supervision.closed': 'closed',
} as const;

/** What the agent is told who had it; undefined where nobody had. */
function supervisedOf({ type, payload, at }: CommittedEvent | LoggedEvent): Notice | undefined {
  const { conversationId, from, name, supervisor, reason } = payload as {
    conversationId: string;
    from?: string;
    name: string;
    supervisor: string;
    reason?: string | null;
  };
  if (from === undefined) return undefined;
  const act = TAKEN_AWAY[type as keyof typeof TAKEN_AWAY];
  return {
    type: 'supervised',
    accountId: from,
    frame: { type: 'supervised', act, conversationId, visitor: name, by: supervisor, reason: reason ?? null },
    key: `${type}:${conversationId}:${at.getTime()}`,
  };
}
