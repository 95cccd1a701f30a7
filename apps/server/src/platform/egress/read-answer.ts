import type { IncomingMessage } from 'node:http';
import { EgressError } from './egress-error.ts';
import { explain } from './open-outside.ts';

/** The whole body of an answer, up to a limit. */
export const readAnswer = async (
  answer: IncomingMessage,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new EgressError('too_large', `the answer has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    answer.destroy();
    throw explain(error as Error, true, signal);
  }
  return Buffer.concat(chunks);
};

/** Names in small letters, several of one name in one line. */
export const headersOf = (answer: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answer.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
