import { type Given, setting } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';

/** The API of a running desk, as the account of a token. */
export interface DeskApi {
  readonly url: string;
  /** Answers the parsed body. @throws {DeskError} if the desk refuses, {Failure} if it does not answer */
  call(method: string, path: string, body?: FormData | object): Promise<unknown>;
}

export const deskOptions = {
  desk: { value: 'URL', about: 'the desk; else $CSKEFU_DESK, else http://localhost:8035' },
  token: { value: 'TOKEN', about: 'API token of a super administrator with plugins:write; else $CSKEFU_TOKEN' },
} as const;

const ANSWER_MS = 30_000;

/** What the desk says against it. */
export class DeskError extends Failure {
  readonly code: string;

  constructor(code: string, message: string, hint: string | undefined) {
    super(message, hint);
    this.code = code;
  }
}

export const deskUrl = (given: Given): string =>
  (setting(given, 'desk', 'CSKEFU_DESK') ?? 'http://localhost:8035').replace(/\/+$/, '');

/** @throws {Failure} without a token */
export const openDesk = (given: Given): DeskApi => {
  const url = deskUrl(given);
  const token = setting(given, 'token', 'CSKEFU_TOKEN');
  if (!token)
    throw new Failure(
      'A token is missing.',
      'Sign in to the desk as the super administrator, open the user centre, make an API token with the permissions "Manage plugins", "See channels" and "Change channels", and set CSKEFU_TOKEN.',
    );
  return { url, call: (method, path, body) => call(url, token, method, path, body) };
};

const call = async (url: string, token: string, method: string, path: string, body?: FormData | object) => {
  const asJson = body !== undefined && !(body instanceof FormData);
  const headers = { authorization: `Bearer ${token}`, ...(asJson ? { 'content-type': 'application/json' } : {}) };
  const response = await fetch(`${url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: asJson ? JSON.stringify(body) : (body as FormData) }),
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((error: unknown) => {
    throw new Failure(
      `${url} does not answer: ${causeOf(error)}`,
      'Is the desk running (npm start), and is that its address?',
    );
  });
  const text = await response.text();
  if (!response.ok) throw refusal(response.status, text);
  return text === '' ? null : JSON.parse(text);
};

const causeOf = (error: unknown): string => {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message ? cause.message : message;
};

const hints: Readonly<Record<string, string>> = {
  unauthenticated: 'The token is wrong, expired or revoked: make a new one.',
  forbidden:
    'The token lacks a permission ("Manage plugins"; for record "See channels" and "Change channels"), or its account is not the super administrator.',
  data_newer: 'On a desk of your own: uninstall it there with its data, and install it again.',
  not_found: 'Is this desk new enough to have plugins?',
};

interface Refusal {
  readonly code?: string;
  readonly detail?: string;
  readonly issues?: readonly { readonly path: unknown; readonly message: string }[];
}

const refusal = (status: number, text: string): DeskError => {
  const { code = status === 404 ? 'not_found' : `http_${status}`, detail, issues = [] } = parse(text);
  const words = [detail, ...issues.map(({ path, message }) => `${String(path)}: ${message}`)].filter(Boolean);
  return new DeskError(
    code,
    `The desk refuses (${code})${words.length > 0 ? `: ${words.join('; ')}` : '.'}`,
    hints[code],
  );
};

const parse = (text: string): Refusal => {
  try {
    return JSON.parse(text) as Refusal;
  } catch {
    return {};
  }
};
