import type { ClientFrame, MessageDraft } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { isConnectionLoss } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import { mayServe, type RunUseCase } from '../access/index.ts';
import {
  type MessageWriter,
  noteAuthor,
  type StoredMessage,
  sendMessage,
  sendVisitorMessage,
  storedMessage,
} from '../conversations/index.ts';
import type { Lookups } from './lookups.ts';
import type { SendGuard } from './send-guard.ts';
import { type AgentIdentity, maySee, type Session, type VisitorIdentity } from './session.ts';

type SendFrame = Extract<ClientFrame, { type: 'send' }>;
type OutgoingMessage = Parameters<typeof sendMessage>[1];
type WriteOutcome = Parameters<typeof storedMessage>[1];

export interface SenderDependencies {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly writer: MessageWriter;
  readonly lookups: Lookups;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** The open conversation of a visitor's connection, as far as it is known. */
export interface OpenConversation {
  id: string | null;
}

/** Takes the `send` frames of one connection: keeps their order, answers each with `ack` or `error`. */
export class Sender {
  readonly #dependencies: SenderDependencies;
  readonly #session: Session;
  readonly #guard: SendGuard;
  /** Conversations that this account may see, as far as asked. */
  readonly #seen = new Set<string>();
  /** Messages that the writer has not answered. */
  #underWay = 0;
  #allBack: (() => void) | null = null;
  /** Messages that came back because their conversation was closed, in order. */
  #returned: (() => Promise<void> | undefined)[] = [];

  constructor(dependencies: SenderDependencies, session: Session, guard: SendGuard) {
    this.#dependencies = dependencies;
    this.#session = session;
    this.#guard = guard;
  }

  ofVisitor(session: Session<VisitorIdentity>, frame: SendFrame, open: OpenConversation): void {
    if (frame.message.kind === 'note') {
      session.send({ type: 'error', code: 'invalid_input', detail: 'message.kind: is not for visitors', id: frame.id });
      return;
    }
    this.#begin(frame, session.identity.id, (turn) => {
      const author = { kind: 'visitor', id: session.identity.id, name: session.identity.name } as const;
      if (open.id === null) return this.#slowly(session, frame, open);
      const sent = open.id;
      return this.#handOver({ id: frame.id, conversationId: sent, author, draft: frame.message }, (outcome) => {
        if (!outcome.ok || outcome.value.outcome !== 'closed') return this.#answer(frame, author.id, turn, outcome);
        if (open.id === sent) open.id = null;
        this.#startOver(() => this.#guarded(frame, author.id, turn, () => this.#slowly(session, frame, open)));
      });
    });
  }

  ofAgent(session: Session<AgentIdentity>, frame: SendFrame): void {
    const conversationId = frame.conversationId;
    if (conversationId === undefined) {
      session.send({ type: 'error', code: 'invalid_input', detail: 'conversationId: is needed', id: frame.id });
      return;
    }
    if (frame.message.kind === 'note') return this.#noteOf(session, frame, conversationId);
    // Who has lost the right to serve says no more, even in what they still hold.
    if (!mayServe(session.identity.account)) {
      session.send({ type: 'error', code: 'forbidden', id: frame.id });
      return;
    }
    const author = { kind: 'agent', id: session.identity.id, name: session.identity.name } as const;
    this.#begin(frame, conversationId, (turn) => {
      const message = { id: frame.id, conversationId, author, draft: frame.message };
      const write = () => this.#handOver(message, (outcome) => this.#answer(frame, conversationId, turn, outcome));
      return this.#seen.has(conversationId) ? write() : this.#checkScope(session, conversationId).then(write);
    });
  }

  /** Whoever may see the conversation leaves notes, served or not; so it is looked at each time. */
  #noteOf(session: Session<AgentIdentity>, frame: SendFrame, conversationId: string): void {
    this.#begin(frame, conversationId, async (turn) => {
      const author = noteAuthor(session.identity.account);
      if (!author) throw new DomainError('forbidden');
      await this.#checkScope(session, conversationId);
      const note = { id: frame.id, conversationId, author, draft: frame.message };
      await this.#handOver(note, (outcome) => this.#answer(frame, conversationId, turn, outcome));
    });
  }

  /** @throws {DomainError} not_found */
  async #checkScope({ identity }: Session<AgentIdentity>, conversationId: string): Promise<void> {
    const head = await this.#dependencies.lookups.head(conversationId);
    if (!head || !maySee(identity, head)) throw new DomainError('not_found');
    this.#seen.add(conversationId);
  }

  /** Opens a conversation if need be, and waits. */
  async #slowly(session: Session<VisitorIdentity>, frame: SendFrame, open: OpenConversation): Promise<void> {
    const { id, channelId, name } = session.identity;
    const stored = await sendVisitorMessage(
      this.#dependencies,
      { kind: 'visitor', id, channelId },
      { id: frame.id, authorName: name, draft: frame.message satisfies MessageDraft },
    );
    open.id = stored.conversationId;
    this.#acknowledge(frame, stored);
  }

  /** Hands a message to the writer and keeps count of what is under way. */
  #handOver(message: OutgoingMessage, settle: (outcome: WriteOutcome) => void): Promise<void> | undefined {
    const back = () => {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#allBack?.();
    };
    const failed = (error: unknown) => {
      back();
      throw error;
    };
    this.#underWay += 1;
    try {
      return sendMessage(this.#dependencies, message, (outcome) => {
        settle(outcome);
        back();
      })?.catch(failed);
    } catch (error) {
      return failed(error);
    }
  }

  /** The conversation was closed while this message was under way: it goes into the next one, and with it, in order, what was under way behind it. */
  #startOver(work: () => Promise<void> | undefined): void {
    this.#returned.push(work);
    if (this.#returned.length > 1) return;
    this.#session.inOrder(async () => {
      if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#allBack = resolve));
      for (const again of this.#returned.splice(0)) await again();
    });
  }

  #begin(frame: SendFrame, conversation: string, work: (turn: number) => Promise<void> | undefined): void {
    try {
      const turn = this.#guard.admit(conversation, roundOf(frame), this.#session.inFlight);
      this.#session.inFlight += 1;
      this.#session.inOrder(() => this.#guarded(frame, conversation, turn, () => work(turn)));
    } catch (error) {
      this.#refuse(frame, conversation, null, error);
    }
  }

  /** Does the work, unless an earlier message was refused while this one waited for its turn. */
  #guarded(
    frame: SendFrame,
    conversation: string,
    turn: number,
    work: () => Promise<void> | undefined,
  ): Promise<void> | undefined {
    const failed = (error: unknown) => {
      this.#session.inFlight -= 1;
      this.#refuse(frame, conversation, turn, error);
    };
    try {
      this.#guard.check(conversation, roundOf(frame), turn);
      return work()?.catch(failed);
    } catch (error) {
      failed(error);
      return undefined;
    }
  }

  #answer(frame: SendFrame, conversation: string, turn: number, outcome: WriteOutcome): void {
    try {
      this.#acknowledge(frame, storedMessage(frame.id, outcome));
    } catch (error) {
      this.#session.inFlight -= 1;
      this.#refuse(frame, conversation, turn, error);
    }
  }

  #acknowledge(frame: SendFrame, stored: StoredMessage): void {
    this.#session.inFlight -= 1;
    this.#session.connection.deliver(
      `{"type":"ack","id":"${frame.id}","conversationId":"${stored.conversationId}","seq":${stored.seq},"at":"${stored.at.toISOString()}"}`,
    );
  }

  #refuse(frame: SendFrame, conversation: string, turn: number | null, error: unknown): void {
    const expected = this.#expected(error);
    const passing = ['busy', 'rate_limited', 'unavailable', 'too_many_in_flight'].includes(expected.code);
    if (passing) this.#guard.refuse(conversation, roundOf(frame), turn);
    this.#dependencies.metrics.messagesRefused.inc({ code: expected.code });
    const { detail, text, retryAfterMs } = expected.extras;
    this.#session.send({
      type: 'error',
      id: frame.id,
      code: expected.code,
      ...(detail === undefined ? {} : { detail }),
      ...(text === undefined ? {} : { text }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }

  #expected(error: unknown): DomainError {
    if (error instanceof DomainError) return error;
    if (isConnectionLoss(error)) return new DomainError('unavailable', { retryAfterMs: 1_000 });
    this.#dependencies.log.error({ err: error }, 'a message could not be stored');
    return new DomainError('internal');
  }
}

const roundOf = (frame: SendFrame): number => frame.round ?? 0;
