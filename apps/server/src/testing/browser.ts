import type { TestDesk } from './test-desk.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly code?: string } & Record<string, unknown>;
  /** `name=value` of the cookies that were set. */
  readonly cookies: string[];
}

/** A request as a browser on some page would make it, with the headers that matter at the doors. */
export async function request(
  desk: Pick<TestDesk, 'url'>,
  method: string,
  path: string,
  { body, ...headers }: Record<string, unknown> = {},
): Promise<Answer> {
  const response = await fetch(`${desk.url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(headers as Record<string, string>),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {},
    cookies: response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? ''),
  };
}
