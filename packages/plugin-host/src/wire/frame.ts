/** What passes between the core and a plugin host, in both directions. Everything in it could be JSON. */
export type Frame = Call | Answer | Refusal | Cancel;

/** `id` is unique among the open calls of its sender. */
export interface Call {
  readonly kind: 'call';
  readonly id: number;
  /** Whom it is for, or who asks. A host may speak only for the plugins that it was given. */
  readonly plugin: string;
  readonly method: string;
  readonly args: unknown;
  /** How long the caller will wait, in milliseconds. */
  readonly remainingMs: number;
}

interface Answer {
  readonly kind: 'ok';
  readonly id: number;
  readonly value: unknown;
}

interface Refusal {
  readonly kind: 'error';
  readonly id: number;
  readonly error: WireError;
}

/** Nobody waits for the answer any more. */
interface Cancel {
  readonly kind: 'cancel';
  readonly id: number;
}

export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}

/** A frame as it came from outside, or null if it is none. The value of an answer is checked by whoever asked. */
export const readFrame = (value: unknown): Frame | null => {
  if (typeof value !== 'object' || value === null) return null;
  const frame = value as Record<string, unknown>;
  if (!Number.isSafeInteger(frame['id'])) return null;
  switch (frame['kind']) {
    case 'call':
      return isCall(frame) ? (value as Call) : null;
    case 'error':
      return isWireError(frame['error']) ? (value as Refusal) : null;
    case 'ok':
    case 'cancel':
      return value as Answer | Cancel;
    default:
      return null;
  }
};

const isCall = (frame: Record<string, unknown>): boolean =>
  isShortText(frame['plugin']) && isShortText(frame['method']) && isDuration(frame['remainingMs']);

const isWireError = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message } = value as Record<string, unknown>;
  return isShortText(code) && typeof message === 'string';
};

const isShortText = (value: unknown): boolean => typeof value === 'string' && value.length > 0 && value.length <= 200;

const isDuration = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 3_600_000;
