import type { ClientFrame, MessageDraft } from '@cskefu/contract';
import type { Database, Outcome } from '../../platform/database/index.ts';
import { isConnectionLoss } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { RunUseCase } from '../access/index.ts';
import {
  type MessageWriter,
  type StoredMessage,
  sendMessage,
  sendVisitorMessage,
  storedMessage,
} from '../conversations/index.ts';
import type { Lookups } from './lookups.ts';
import type { SendGuard } from './send-guard.ts';
import type { AgentIdentity, Session, VisitorIdentity } from './session.ts';

type SendFrame = Extract<ClientFrame, { type: 'send' }>;

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

  constructor(dependencies: SenderDependencies, session: Session, guard: SendGuard) {
    this.#dependencies = dependencies;
    this.#session = session;
    this.#guard = guard;
  }

  ofVisitor(session: Session<VisitorIdentity>, frame: SendFrame, open: OpenConversation): void {
    this.#begin(frame, session.identity.id, () => {
      const author = { kind: 'visitor', id: session.identity.id, name: session.identity.name } as const;
      if (open.id === null) return this.#slowly(session, frame, open);
      const sent = open.id;
      return sendMessage(
        this.#dependencies,
        { id: frame.id, conversationId: sent, author, draft: frame.message },
        (outcome) => {
          if (!outcome.ok || outcome.value.outcome !== 'closed') return this.#answer(frame, sent, outcome);
          // It was closed meanwhile: what came after this message comes after it there, too.
          if (open.id === sent) open.id = null;
          this.#session.inOrder(() =>
            this.#guarded(frame, session.identity.id, () => this.#slowly(session, frame, open)),
          );
        },
      );
    });
  }

  ofAgent(session: Session<AgentIdentity>, frame: SendFrame): void {
    const conversationId = frame.conversationId;
    if (conversationId === undefined) {
      session.send({ type: 'error', code: 'invalid_input', detail: 'conversationId: is needed', id: frame.id });
      return;
    }
    const author = { kind: 'agent', id: session.identity.id, name: session.identity.name } as const;
    const write = () =>
      sendMessage(this.#dependencies, { id: frame.id, conversationId, author, draft: frame.message }, (outcome) =>
        this.#answer(frame, conversationId, outcome),
      );
    this.#begin(frame, conversationId, () =>
      this.#seen.has(conversationId) ? write() : this.#checkScope(session, conversationId).then(write),
    );
  }

  /** @throws {DomainError} not_found */
  async #checkScope({ identity }: Session<AgentIdentity>, conversationId: string): Promise<void> {
    const head = await this.#dependencies.lookups.head(conversationId);
    if (!head || !(identity.units.has(head.skillGroupId) || head.agentId === identity.id))
      throw new DomainError('not_found');
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

  #begin(frame: SendFrame, conversation: string, work: () => Promise<void> | undefined): void {
    try {
      this.#guard.admit(conversation, frame.id, this.#session.inFlight);
    } catch (error) {
      this.#refuse(frame, conversation, error);
      return;
    }
    this.#session.inFlight += 1;
    this.#session.inOrder(() => this.#guarded(frame, conversation, work));
  }

  #guarded(frame: SendFrame, conversation: string, work: () => Promise<void> | undefined): Promise<void> | undefined {
    const failed = (error: unknown) => {
      this.#session.inFlight -= 1;
      this.#refuse(frame, conversation, error);
    };
    try {
      return work()?.catch(failed);
    } catch (error) {
      failed(error);
      return undefined;
    }
  }

  #answer(
    frame: SendFrame,
    conversation: string,
    outcome: Outcome<Parameters<typeof storedMessage>[1] extends Outcome<infer R> ? R : never>,
  ): void {
    try {
      this.#acknowledge(frame, storedMessage(frame.id, outcome));
    } catch (error) {
      this.#session.inFlight -= 1;
      this.#refuse(frame, conversation, error);
    }
  }

  #acknowledge(frame: SendFrame, stored: StoredMessage): void {
    this.#session.inFlight -= 1;
    this.#session.connection.deliver(
      `{"type":"ack","id":"${frame.id}","conversationId":"${stored.conversationId}","seq":${stored.seq},"at":"${stored.at.toISOString()}"}`,
    );
  }

  #refuse(frame: SendFrame, conversation: string, error: unknown): void {
    const expected = this.#expected(error);
    const passing = ['busy', 'rate_limited', 'unavailable', 'too_many_in_flight'].includes(expected.code);
    if (passing) this.#guard.refuse(conversation, frame.id);
    this.#dependencies.metrics.messagesRefused.inc({ code: expected.code });
    const { detail, retryAfterMs } = expected.extras;
    this.#session.send({
      type: 'error',
      id: frame.id,
      code: expected.code,
      ...(detail === undefined ? {} : { detail }),
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
