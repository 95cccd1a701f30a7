import type { Author, FileInfo, Message } from '@cskefu/contract';
import type pg from 'pg';
import {
  type DatabaseConnection,
  isConnectionLoss,
  MicroBatcher,
  type Outcome,
} from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import { type BotPace, createBotPace } from './bot-pace.ts';
import type { Gate } from './gate.ts';

/** A message that wants to be stored. Who may write where has been looked at; the database looks again under its lock. */
export interface MessageWrite {
  readonly id: string;
  readonly conversationId: string;
  readonly author: Author & { readonly id: string };
  readonly kind: Message['kind'];
  readonly text: string | null;
  readonly file: FileInfo | null;
  /** The `seq` of the message that it answers. */
  readonly replyTo?: number | undefined;
  /** When it came in at the door, on the clock of `performance`. */
  readonly arrivedAt: number;
}

/** What became of it. `known`: it was stored before, this is the first answer again. */
export type WriteResult =
  | { readonly outcome: 'written' | 'known'; readonly conversationId: string; readonly seq: number; readonly at: Date }
  | { readonly outcome: 'id_taken' | 'not_found' | 'closed' | 'conflict' };

/** A message that was just stored, with the state of its conversation after it. */
export interface WrittenMessage {
  readonly message: Message;
  readonly skillGroupId: number;
  readonly agentId: string | null;
  readonly visitorId: string;
  readonly unread: number;
  readonly reads: { readonly visitor: number; readonly agent: number };
  /** It was put aside until the visitor wrote this. */
  readonly woken?: boolean;
}

/** How far a conversation has come, where the messages themselves are not at hand. */
export interface StreamPosition {
  readonly conversationId: string;
  readonly seq: number;
  readonly skillGroupId: number;
}

export interface MessageWriter {
  /** Keeps plugins from answering each other for ever. */
  readonly botPace?: BotPace;
  /** Where plugins may have a say before something is done; absent: nobody has. */
  readonly gate?: Gate | undefined;
  /**
   * Queues a message for the next commit. `settle` is called once, in the order of the writes, after the commit.
   * @throws {DomainError} busy, when the queue holds more than about 100 ms of work; unavailable, when the server stops
   */
  write(message: MessageWrite, settle: (outcome: Outcome<WriteResult>) => void): void;
  /** Called with everything that one commit stored, before the writes of it are settled. */
  onWritten(listener: (messages: readonly WrittenMessage[]) => void): void;
  /**
   * Called with messages that a batch found stored when it was repeated after a lost connection: its first try may have been committed
   * without anybody hearing of it.
   */
  onFoundStored(listener: (positions: readonly StreamPosition[]) => void): void;
  /** Takes nothing more and resolves when the last write is settled. */
  close(): Promise<void>;
}

export interface MessageWriterOptions {
  readonly connection: DatabaseConnection;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** 256 in production; 1 is one commit per message. */
  readonly maxBatch: number;
  /** How long its connection may say nothing while it is asked. */
  readonly silentMs?: number;
  readonly gate?: Gate;
}

const QUEUE_MS = 100;
const SMALLEST_QUEUE = 256;
/** How long a batch is repeated while the database is away. */
const PATIENCE_MS = 8_000;
/** Shorter, so that a batch whose connection fell silent is tried over another. */
const SILENT_MS = 6_000;
const RETRY_MS = 100;

interface ResultRow {
  outcome: 'written' | 'known' | 'id_taken' | 'not_found' | 'closed' | 'conflict';
  conversation_id: string;
  seq: number;
  at: number;
  skill_group_id: number;
  agent_id: string | null;
  visitor_id: string;
  unread: number;
  visitor_read: number;
  agent_read: number;
  woken: boolean;
}

/** The one door for messages, whoever writes them: gathers what comes while a commit is under way into the next one. */
export function createMessageWriter(options: MessageWriterOptions): MessageWriter {
  const { metrics, log, silentMs = SILENT_MS } = options;
  const listeners: ((messages: readonly WrittenMessage[]) => void)[] = [];
  const positionListeners: ((positions: readonly StreamPosition[]) => void)[] = [];
  let client: pg.Client | null = null;
  let closing = false;
  /** Messages per millisecond, as lately seen. */
  let pace = 5;

  async function connected(): Promise<pg.Client> {
    if (client) return client;
    const fresh = await options.connection.connect('cskefu message writer', { silentMs });
    fresh.once('end', () => {
      if (client === fresh) client = null;
    });
    client = fresh;
    return fresh;
  }

  /** Repeating a whole batch after a lost connection is safe: what was stored is known. */
  async function run(batch: MessageWrite[]): Promise<{ rows: ResultRow[]; repeated: boolean }> {
    const end = Date.now() + PATIENCE_MS;
    for (let repeated = false; ; repeated = true) {
      try {
        const { rows } = await (await connected()).query<ResultRow>(statementFor(batch));
        return { rows, repeated };
      } catch (error) {
        // Another node stored this very id a moment ago: now it is known.
        if (!repeated && batch.length === 1 && isIdCollision(error)) continue;
        // The same id, committed by another node at this very moment: the next look finds it.
        if (isTaken(error) && batch.length === 1 && !repeated) continue;
        if (!isConnectionLoss(error)) throw error;
        log.warn({ err: error }, 'the message writer lost its connection');
        await client?.end().catch(() => {});
        client = null;
        if (Date.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  async function runAndTell(batch: MessageWrite[]): Promise<WriteResult[]> {
    // An impatient author may have sent the same message twice within one batch; ids are unique in the database.
    const unique = firstOfEachId(batch);
    const results = await runUnique(unique);
    if (unique.length === batch.length) return results;
    const first = new Map(unique.map((write, index) => [write.id, { write, result: results[index] as WriteResult }]));
    const isRepetition = (write: MessageWrite) => isSameAuthor(write, first.get(write.id)?.write);
    // Somebody else under the same id: the database knows by now whose it is.
    const others = batch.filter((write) => !isRepetition(write));
    const rest = others.length > 0 ? await runAndTell(others) : [];
    return batch.map((write) => (isRepetition(write) ? first.get(write.id)?.result : rest.shift()) as WriteResult);
  }

  async function runUnique(batch: MessageWrite[]): Promise<WriteResult[]> {
    const { rows, repeated } = await run(batch);
    const written: WrittenMessage[] = [];
    const results = rows.map((row, index): WriteResult => {
      const write = batch[index] as MessageWrite;
      metrics.messages.inc({ outcome: row.outcome });
      if (row.outcome !== 'written' && row.outcome !== 'known') return { outcome: row.outcome };
      const result = { outcome: row.outcome, conversationId: row.conversation_id, seq: row.seq, at: new Date(row.at) };
      if (row.outcome === 'written') written.push(describe(write, row, result.at));
      return result;
    });
    if (written.length > 0) for (const listener of listeners) listener(written);
    for (const [index, row] of rows.entries()) {
      if (row.outcome === 'written')
        metrics.deliveryMs.observe(performance.now() - (batch[index] as MessageWrite).arrivedAt);
    }
    if (repeated) tellFoundStored(rows);
    return results;
  }

  function tellFoundStored(rows: ResultRow[]): void {
    const positions = rows
      .filter((row) => row.outcome === 'known')
      .map((row) => ({ conversationId: row.conversation_id, seq: row.seq, skillGroupId: row.skill_group_id }));
    for (const listener of positionListeners) listener(positions);
  }

  const batcher = new MicroBatcher<MessageWrite, WriteResult>({
    run: runAndTell,
    maxBatch: options.maxBatch,
    isCollective: isConnectionLoss,
    onBatch: (size, milliseconds) => {
      metrics.batchSize.observe(size);
      metrics.commitMs.observe(milliseconds);
      metrics.messageQueue.set(batcher.waiting);
      pace += (size / Math.max(milliseconds, 0.1) - pace) * (size >= options.maxBatch ? 0.2 : 0.02);
    },
  });

  return {
    gate: options.gate,
    botPace: createBotPace(),
    write: (message, settle) => {
      if (closing) throw new DomainError('unavailable', { detail: 'the server is stopping', retryAfterMs: 1_000 });
      const most = Math.max(SMALLEST_QUEUE, pace * QUEUE_MS);
      if (batcher.waiting >= most) {
        throw new DomainError('busy', { retryAfterMs: Math.round(QUEUE_MS / 2 + Math.random() * QUEUE_MS) });
      }
      batcher.push(message, settle);
    },
    onWritten: (listener) => void listeners.push(listener),
    onFoundStored: (listener) => void positionListeners.push(listener),
    close: async () => {
      closing = true;
      await batcher.drain();
      await client?.end().catch(() => {});
    },
  };
}

function isIdCollision(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && constraint === 'messages_pkey';
}

function firstOfEachId(batch: readonly MessageWrite[]): MessageWrite[] {
  const byId = new Map<string, MessageWrite>();
  for (const write of batch) if (!byId.has(write.id)) byId.set(write.id, write);
  return [...byId.values()];
}

function isSameAuthor(one: MessageWrite, other: MessageWrite | undefined): boolean {
  return one.author.kind === other?.author.kind && one.author.id === other.author.id;
}

function isTaken(error: unknown): boolean {
  return (error as { code?: string }).code === '23505';
}

function statementFor(batch: MessageWrite[]) {
  return {
    name: 'write_messages',
    text: 'select outcome, conversation_id, seq, at, skill_group_id, agent_id, visitor_id, unread, visitor_read, agent_read, woken from write_messages($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [
      batch.map((write) => write.id),
      batch.map((write) => write.conversationId),
      batch.map((write) => write.author.kind),
      batch.map((write) => write.author.id),
      batch.map((write) => write.author.name),
      batch.map((write) => write.kind),
      batch.map((write) => write.text),
      batch.map((write) => write.file && JSON.stringify(write.file)),
      batch.some(isReply) ? batch.map((write) => write.replyTo ?? null) : null,
    ],
  };
}

const isReply = ({ replyTo }: MessageWrite) => replyTo !== undefined;

function describe(write: MessageWrite, row: ResultRow, at: Date): WrittenMessage {
  return {
    message: {
      id: write.id,
      conversationId: row.conversation_id,
      seq: row.seq,
      at: at.toISOString(),
      author: write.author,
      kind: write.kind,
      text: write.text,
      ...(write.replyTo !== undefined && write.replyTo < row.seq && { replyTo: write.replyTo }),
      file: write.file,
    },
    skillGroupId: row.skill_group_id,
    agentId: row.agent_id,
    visitorId: row.visitor_id,
    unread: row.unread,
    reads: { visitor: row.visitor_read, agent: row.agent_read },
    ...(row.woken && write.author.kind === 'visitor' && { woken: true }),
  };
}
