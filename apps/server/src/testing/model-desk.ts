interface ModelWrite {
  readonly id: string;
  readonly conversationId: string;
  readonly author: { readonly kind: string; readonly id: string };
  readonly text: string | null;
}

interface ModelConversation {
  readonly id: string;
  readonly visitorId: string;
  readonly agentId: string;
  readonly events: string[];
  readonly messages: { seq: number; id: string; by: string; text: string | null }[];
  closed: boolean;
  unread: number;
  reads: { visitor: number; agent: number };
  lastBy: string | null;
}

/** What a desk should hold after each word: one conversation after the other, no batches, no locks, nothing clever. */
export class ModelDesk {
  readonly #conversations: ModelConversation[];
  readonly #stored = new Map<
    string,
    { authorId: string; answer: { outcome: string; conversationId: string; seq: number } }
  >();

  constructor(talks: { id: string; visitorId: string; agentId: string }[]) {
    this.#conversations = talks.map((talk) => ({
      ...talk,
      events: ['1 conversation.created', '2 conversation.waiting', '3 conversation.assigned'],
      messages: [],
      closed: false,
      unread: 0,
      reads: { visitor: 0, agent: 0 },
      lastBy: null,
    }));
  }

  has(messageId: string): boolean {
    return this.#stored.has(messageId);
  }

  /** The answer its author should get; a repetition gets that of the first time. */
  write({ id, conversationId, author, text }: ModelWrite): object {
    const known = this.#stored.get(id);
    if (known) return known.authorId === author.id ? known.answer : { outcome: 'id_taken' };
    const talk = this.#conversations.find((one) => one.id === conversationId);
    if (!talk || (author.kind === 'visitor' && author.id !== talk.visitorId)) return { outcome: 'not_found' };
    if (talk.closed) return { outcome: 'closed' };
    if (author.kind === 'agent' && author.id !== talk.agentId) return { outcome: 'conflict' };
    const seq = talk.events.length + 1;
    talk.events.push(`${seq} message.created`);
    talk.messages.push({ seq, id, by: author.id, text });
    // A supervisor speaks wherever the conversation is not over, and has read nothing for the agent by it.
    if (author.kind !== 'supervisor') {
      talk.unread = author.kind === 'visitor' ? talk.unread + 1 : 0;
      talk.reads = { ...talk.reads, [author.kind]: seq };
    }
    talk.lastBy = author.kind;
    const answer = { outcome: 'written', conversationId, seq };
    this.#stored.set(id, { authorId: author.id, answer });
    return answer;
  }

  /** Answers whether it was open. */
  close(index: number): boolean {
    const talk = this.#conversations[index];
    if (!talk || talk.closed) return false;
    talk.closed = true;
    talk.events.push(`${talk.events.length + 1} conversation.closed`);
    return true;
  }

  expected(index: number): object {
    const { events, messages, unread, reads, lastBy } = this.#conversations[index] as ModelConversation;
    return { seq: events.length, unread, reads, last: messages.at(-1)?.text ?? null, lastBy, messages, events };
  }
}
