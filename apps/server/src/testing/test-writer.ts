import { newId } from '@cskefu/client';
import { createMessageWriter, type MessageWriter, type WrittenMessage } from '../modules/conversations/index.ts';
import type { DatabaseConnection } from '../platform/database/index.ts';
import { createLogger } from '../platform/logging/index.ts';
import { createMetrics } from '../platform/metrics/index.ts';

type Write = Parameters<MessageWriter['write']>[0];
type Settle = Parameters<MessageWriter['write']>[1];
type Answer = Extract<Parameters<Settle>[0], { ok: true }>['value'];

export interface TestWriter {
  readonly writer: MessageWriter;
  /** Everything that was announced as stored, commit by commit. */
  readonly announced: WrittenMessage[];
  /** Writes one message and waits for what became of it. */
  write(message: Write): Promise<Answer>;
}

/** The message writer alone, on a real database. */
export function openTestWriter(
  connection: DatabaseConnection,
  { maxBatch = 256, ...rest }: { maxBatch?: number; silentMs?: number } = {},
): TestWriter {
  const log = createLogger('error', { write: () => {} });
  const writer = createMessageWriter({ connection, metrics: createMetrics(), log, maxBatch, ...rest });
  const announced: WrittenMessage[] = [];
  writer.onWritten((messages) => announced.push(...messages));
  return {
    writer,
    announced,
    write: (message) =>
      new Promise((resolve, reject) => {
        writer.write(message, (outcome) => (outcome.ok ? resolve(outcome.value) : reject(outcome.error)));
      }),
  };
}

export const byVisitor = (conversation: { id: string; visitorId: string }, text = '你好', id = newId()): Write => ({
  id,
  conversationId: conversation.id,
  author: { kind: 'visitor', id: conversation.visitorId, name: '访客' },
  kind: 'text',
  text,
  file: null,
  arrivedAt: performance.now(),
});

export const bySupervisor = (accountId: string, conversation: { id: string }, text = '我来处理'): Write => ({
  ...byAgent(accountId, conversation, text),
  author: { kind: 'supervisor', id: accountId, name: '王主管' },
});

export const byAgent = (agentId: string, conversation: { id: string }, text = '您好', id = newId()): Write => ({
  id,
  conversationId: conversation.id,
  author: { kind: 'agent', id: agentId, name: '张三' },
  kind: 'text',
  text,
  file: null,
  arrivedAt: performance.now(),
});
