import type { AuthorKind, Conversation, ConversationEvent, EventPage } from '@cskefu/contract';
import fc from 'fast-check';

/** One conversation as a server holds it: all events, and the read marks, which have no number. */
export interface Stream {
  readonly events: readonly ConversationEvent[];
}

type Event<T extends ConversationEvent['type']> = Extract<ConversationEvent, { type: T }>;
type Step = { do: 'write'; by: AuthorKind; text: string | null } | { do: Change };
type Change = 'wait' | 'assign' | 'close' | 'unknown';

export const agents = [
  { id: 'agent-1', name: '张三' },
  { id: 'agent-2', name: '李四' },
] as const;

const seed = {
  channel: { id: 'web', name: '官网', type: 'web' },
  skillGroup: { id: 2, name: '售前坐席A组' },
  visitor: { id: 'visitor-1', name: '访客 7F3A', identified: false },
};

export const seedOf = (id: string) => ({ id, ...seed });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      by: fc.constantFrom<AuthorKind>('visitor', 'visitor', 'agent', 'bot', 'system'),
      text: fc.option(fc.string({ minLength: 1, maxLength: 150, unit: 'binary', size: 'max' }), { nil: null, freq: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom<Change>('wait', 'assign', 'close', 'unknown') }) },
);

/** Any stream of events; also orders a server would not allow, since a client must not care. */
export const streamArbitrary = (id = 'c1', maxLength = 40): fc.Arbitrary<Stream> =>
  fc.array(step, { maxLength, size: 'max' }).map((steps) => {
    const events: ConversationEvent[] = [{ ...created, conversationId: id }];
    for (const next of steps) events.push(toEvent(id, events.length + 1, next));
    return { events };
  });

const timeOf = (seq: number): string => new Date(1_800_000_000_000 + seq * 1_000).toISOString();

/** The first event of a stream. */
export const created: Event<'conversation.created'> = {
  type: 'conversation.created',
  conversationId: 'c1',
  seq: 1,
  at: timeOf(1),
  origin: 'agent',
};

/** A message of the visitor. */
export const message = (seq: number): Event<'message.created'> =>
  written({ conversationId: 'c1', seq, at: timeOf(seq) }, { do: 'write', by: 'visitor', text: '在吗？' });

function toEvent(conversationId: string, seq: number, next: Step): ConversationEvent {
  const head = { conversationId, seq, at: timeOf(seq) };
  if ('by' in next) return written(head, next);
  if (next.do === 'wait') return { ...head, type: 'conversation.waiting', reason: 'returned', since: timeOf(1) };
  if (next.do === 'assign')
    return { ...head, type: 'conversation.assigned', agent: agents[seq % 2] ?? agents[0], by: 'taken' };
  if (next.do === 'close') return { ...head, type: 'conversation.closed', reason: 'agent', by: null };
  return { ...head, type: 'conversation.renamed' } as unknown as ConversationEvent;
}

function written(
  head: Pick<ConversationEvent, 'conversationId' | 'seq' | 'at'>,
  next: Extract<Step, { do: 'write' }>,
): Event<'message.created'> {
  const author = { kind: next.by, id: null, name: next.by };
  const file = {
    id: 'f',
    kind: 'file',
    name: `合同-${head.seq}.pdf`,
    mime: 'x/y',
    size: 1,
    width: null,
    height: null,
  } as const;
  const content =
    next.text === null
      ? { kind: 'file' as const, text: null, file }
      : { kind: 'text' as const, text: next.text, file: null };
  return {
    ...head,
    type: 'message.created',
    message: { id: `${head.conversationId}-${head.seq}`, ...head, author, ...content },
  };
}

/**
 * The head that belongs to the first `seq` events, worked out from the rules in words and not event by event, so that it can
 * judge the reducers. `agentRead` and `visitorRead` are the furthest marks that were given.
 */
export function headAt(stream: Stream, seq: number, agentRead = 0, visitorRead = 0): Conversation {
  const events = stream.events.slice(0, seq);
  const messages = events.filter((event) => event.type === 'message.created').map((event) => event.message);
  const states = events.filter((event) =>
    ['conversation.waiting', 'conversation.assigned', 'conversation.closed'].includes(event.type),
  );
  const last = <T extends ConversationEvent['type']>(type: T) =>
    events.findLast((event): event is Event<T> => event.type === type);
  const lastBy = (kind: AuthorKind) => messages.findLast((message) => message.author.kind === kind)?.seq ?? 0;
  const holder = states.findLast((event) => event.type !== 'conversation.closed');
  const state = states.at(-1);
  const reads = { visitor: Math.max(visitorRead, lastBy('visitor')), agent: Math.max(agentRead, lastBy('agent')) };
  const lastMessage = messages.findLast((message) => message.author.kind !== 'system');
  return {
    ...seedOf(stream.events[0]?.conversationId ?? ''),
    state:
      state?.type === 'conversation.assigned' ? 'active' : state?.type === 'conversation.closed' ? 'closed' : 'waiting',
    origin: last('conversation.created')?.origin ?? 'visitor',
    agent: holder?.type === 'conversation.assigned' ? holder.agent : null,
    createdAt: last('conversation.created')?.at ?? '',
    waitingSince: state?.type === 'conversation.waiting' ? state.since : null,
    assignedAt: holder?.type === 'conversation.assigned' ? holder.at : null,
    closedAt: last('conversation.closed')?.at ?? null,
    closeReason: last('conversation.closed')?.reason ?? null,
    satisfaction: null,
    satisfactionRequestedAt: null,
    tags: [],
    wrappedUpAt: null,
    seq,
    reads,
    unread: messages.filter((message) => message.author.kind === 'visitor' && message.seq > reads.agent).length,
    lastMessage: lastMessage
      ? {
          kind: lastMessage.kind as 'text' | 'file',
          text: [...(lastMessage.text || lastMessage.file?.name || '')].slice(0, 100).join(''),
          authorKind: lastMessage.author.kind,
          at: lastMessage.at,
        }
      : null,
  };
}

/** The page of at most `limit` events that ends before `before`, of those that exist at `seq`. */
export function pageBefore(stream: Stream, seq: number, before: number, limit: number): EventPage {
  const all = stream.events.slice(0, Math.min(seq, before - 1));
  const events = all.slice(-limit);
  return { events, hasEarlier: all.length > events.length, hasLater: before <= seq };
}
