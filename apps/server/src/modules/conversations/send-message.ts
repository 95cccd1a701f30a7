import type { MessageDraft } from '@cskefu/contract';
import type { Database, Outcome } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { attachFile, type FileOwner } from '../files/index.ts';
import type { MessageWrite, MessageWriter, WriteResult } from './message-writer.ts';

export interface OutgoingMessage {
  /** Made by the author; repeating it stores nothing twice. */
  readonly id: string;
  readonly conversationId: string;
  readonly author: MessageWrite['author'];
  readonly draft: MessageDraft;
  /** Plugins have been asked. */
  readonly isAdmitted?: true;
}

/** Where a message came to lie: the same for the first send and each repetition. */
export interface StoredMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly at: Date;
}

/**
 * Lets plugins have their say, if any wants to, then hands the message to the writer. Where nobody asks, words go straight to the queue, in the order of the calls; a file is bound to the conversation first, so its author
 * must wait with what comes after it.
 * @throws {DomainError} refused_by_plugin, held_for_review, rate_limited (plugins among themselves); busy, unavailable; a missing file: not_found; a visitor's note: invalid_input
 */
export function sendMessage(
  dependencies: { db: Database; writer: MessageWriter },
  message: OutgoingMessage,
  settle: (outcome: Outcome<WriteResult>) => void,
): Promise<void> | undefined {
  const { conversationId, author } = message;
  if (author.kind === 'bot') dependencies.writer.botPace?.botWrites(conversationId);
  else dependencies.writer.botPace?.personWrites(conversationId);
  const asked = message.isAdmitted ? undefined : dependencies.writer.gate?.admit(message);
  if (!asked) return handOver(dependencies, message, settle);
  return asked.then((draft) => handOver(dependencies, { ...message, draft }, settle));
}

function handOver(
  { db, writer }: { db: Database; writer: MessageWriter },
  { id, conversationId, author, draft }: OutgoingMessage,
  settle: (outcome: Outcome<WriteResult>) => void,
): Promise<void> | undefined {
  const arrivedAt = performance.now();
  const head = {
    id,
    conversationId,
    author,
    kind: draft.kind,
    text: draft.text || null,
    replyTo: draft.replyTo,
    arrivedAt,
  };
  if (draft.kind === 'note' && author.kind === 'visitor') throw new DomainError('invalid_input');
  if (draft.kind === 'text' || draft.kind === 'note') {
    writer.write({ ...head, file: null }, settle);
    return undefined;
  }
  return attachFile(db, draft.fileId, ownerOf(author), conversationId).then((file) => {
    // What the bytes are decides, not what the author calls them.
    writer.write({ ...head, kind: file.kind, file }, settle);
  });
}

function ownerOf({ kind, id }: MessageWrite['author']): FileOwner {
  if (kind === 'visitor') return { kind, id };
  return { kind: kind === 'bot' ? 'plugin' : 'account', id };
}

/** Like `sendMessage`, for callers that send one message and wait for what became of it. */
export function sendAndWait(
  dependencies: { db: Database; writer: MessageWriter },
  message: OutgoingMessage,
): Promise<StoredMessage> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: Outcome<WriteResult>) => {
      try {
        resolve(storedMessage(message.id, outcome));
      } catch (error) {
        reject(error);
      }
    };
    Promise.resolve()
      .then(() => sendMessage(dependencies, message, settle))
      .catch(reject);
  });
}

/**
 * What the author is told.
 * @throws {DomainError} conversation_closed, conflict, not_found, id_taken; or what went wrong
 */
export function storedMessage(id: string, outcome: Outcome<WriteResult>): StoredMessage {
  if (!outcome.ok) throw outcome.error;
  const result = outcome.value;
  switch (result.outcome) {
    case 'written':
    case 'known':
      return { id, conversationId: result.conversationId, seq: result.seq, at: result.at };
    case 'closed':
      throw new DomainError('conversation_closed');
    default:
      throw new DomainError(result.outcome);
  }
}
