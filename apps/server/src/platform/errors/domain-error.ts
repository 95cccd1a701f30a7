import { type ErrorBody, type ErrorCode, errorCodes } from '@cskefu/contract';

type Extras = Pick<ErrorBody, 'detail' | 'issues' | 'text' | 'retryAfterMs'>;

/** An expected failure, by its code from the contract. Thrown where it is known, turned into HTTP or a frame once. */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly code: ErrorCode;
  readonly extras: Extras;

  constructor(code: ErrorCode, extras: Extras = {}) {
    super(extras.detail ?? code);
    this.code = code;
    this.extras = extras;
  }

  get status(): number {
    return errorCodes[this.code];
  }

  toBody(requestId?: string): ErrorBody {
    return { code: this.code, ...this.extras, ...(requestId === undefined ? {} : { requestId }) };
  }
}
