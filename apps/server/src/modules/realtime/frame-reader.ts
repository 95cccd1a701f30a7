import { type ClientFrame, clientFrame } from '@cskefu/contract';

/** A frame, or what is wrong with it and (for a `send`) which message it was about. */
export type ReadFrame =
  | { readonly ok: true; readonly frame: ClientFrame }
  | {
      readonly ok: false;
      readonly code: 'malformed_frame' | 'invalid_input';
      readonly detail: string;
      readonly id?: string;
    };

/** Reads and validates one text frame. Never throws. */
export function readFrame(text: string): ReadFrame {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, code: 'malformed_frame', detail: 'not JSON' };
  }
  const result = clientFrame.safeParse(json);
  if (result.success) return { ok: true, frame: result.data };
  const issue = result.error.issues[0];
  const detail = `${issue?.path.join('.') || 'frame'}: ${issue?.message ?? 'does not fit'}`.slice(0, 200);
  const { type, id } = (typeof json === 'object' && json !== null ? json : {}) as { type?: unknown; id?: unknown };
  // A message that does not fit is its author's business, not a broken client: it is answered by its id.
  const isMessage = type === 'send' && typeof id === 'string' && id.length <= 64;
  return isMessage ? { ok: false, code: 'invalid_input', detail, id } : { ok: false, code: 'malformed_frame', detail };
}
