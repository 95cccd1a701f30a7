/**
 * Why nothing came of a request to the outside.
 *   not_allowed     this host, address or protocol is closed to whoever asks; nothing was sent
 *   unreachable     no connection: nothing was sent
 *   interrupted     the connection broke: it may have arrived
 *   timeout         no whole answer in time: it may have arrived
 *   too_large       the answer is above the limit
 *   bad_redirect    too many, or one that leads nowhere
 */
export type EgressCode = 'not_allowed' | 'unreachable' | 'interrupted' | 'timeout' | 'too_large' | 'bad_redirect';

export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly code: EgressCode;

  constructor(code: EgressCode, message: string) {
    super(message);
    this.code = code;
  }
}
