import { Readable } from 'node:stream';
import { EgressError } from '../../platform/egress/index.ts';

/** The same bytes; fails when there are more than so many, or when it takes too long. */
export const limitBytes = (source: Readable, maxBytes: number, signal: AbortSignal): Readable =>
  Readable.from(counted(source, maxBytes, signal), { objectMode: false });

async function* counted(source: Readable, maxBytes: number, signal: AbortSignal) {
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new EgressError('too_large', `more than ${maxBytes} bytes`);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof EgressError) throw error;
    throw new EgressError(signal.aborted ? 'timeout' : 'interrupted', (error as Error).message);
  }
}
