import type { WireError } from './frame.ts';
import { FrameTooLarge, NotTransferable } from './port.ts';

/**
 * Why a call came to nothing.
 *   deadline     no answer in time
 *   overloaded   too many calls under way to this plugin
 *   gone         the connection ended before the answer
 *   cancelled    the caller changed its mind
 *   too_large    the frame passes no port
 *   not_plain    a value that is not plain data (a function, a promise …)
 *   thrown       the other side threw something that has no code
 * Everything else is a code of the other side.
 */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: string;
  readonly details: unknown;
  /** The plugin was certainly not asked. A code alone does not say so: the other side may have sent it. */
  readonly neverSent: boolean = false;

  constructor(code: string, message: string, details?: unknown) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Nothing of it has left this process. */
export class NeverSent extends CallError {
  override readonly neverSent = true;
}

/** What the other side is told of an error: its code and message, never its stack. */
export const toWireError = (error: unknown): WireError => {
  if (error instanceof FrameTooLarge) return { code: 'too_large', message: error.message };
  if (error instanceof NotTransferable) return { code: 'not_plain', message: error.message };
  if (!(error instanceof Error)) return { code: 'thrown', message: String(error).slice(0, 1_000) };
  const { code, details } = error as { code?: unknown; details?: unknown };
  return {
    code: typeof code === 'string' && code.length > 0 && code.length <= 200 ? code : 'thrown',
    message: error.message.slice(0, 1_000),
    ...(details === undefined ? {} : { details }),
  };
};
