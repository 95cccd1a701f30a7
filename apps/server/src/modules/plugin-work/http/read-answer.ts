import { z } from 'zod';

/** What a plugin may answer, and how it leaves: nothing of it is ever rendered as a page of ours. */
export interface PluginAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export const MOST_BYTES = 200 * 1024;

const answer = z.object({
  status: z.int().min(200).max(599).default(200),
  headers: z.record(z.string().max(100), z.string().max(4_000)).default({}),
  body: z.union([z.string().max(MOST_BYTES), z.instanceof(Uint8Array)]).default(''),
});

/** Browsers neither run nor render these. */
const SHOWN = /^(application\/(json|x-ndjson)|text\/(plain|csv)|image\/(png|jpeg|gif|webp))$/;
const DOWNLOADED = /^(application\/(xml|pdf|octet-stream)|text\/xml)$/;
const PASSED_ON = /^(cache-control|etag|last-modified|retry-after|content-language)$/;

/** Null: it is none that could be sent. */
export const readAnswer = (given: unknown): PluginAnswer | null => {
  const read = answer.safeParse(given ?? {});
  if (!read.success) return null;
  const { status, headers, body } = read.data;
  if (Buffer.byteLength(body) > MOST_BYTES || Object.values(headers).some(isBroken)) return null;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status,
    body: typeof body === 'string' ? body : Buffer.from(body),
    headers: {
      'cache-control': 'no-store',
      ...Object.fromEntries(Object.entries(lower).filter(([name]) => PASSED_ON.test(name))),
      ...placeOf(lower['location']),
      ...typeOf(lower['content-type'], typeof body === 'string'),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  };
};

const isBroken = (value: string) => /[^\t\u0020-\u007e\u0080-\u00ff]/.test(value);

/** Only to a place of ours: else anybody could lead people away under our name. */
const placeOf = (location: string | undefined): Record<string, string> =>
  location !== undefined && /^\/(?![/\\])[^\\]*$/.test(location) ? { location } : {};

const typeOf = (given: string | undefined, isText: boolean): Record<string, string> => {
  const type =
    (given ?? (isText ? 'text/plain' : 'application/octet-stream')).split(';')[0]?.trim().toLowerCase() ?? '';
  const charset = /^text\/|json/.test(type) ? '; charset=utf-8' : '';
  if (SHOWN.test(type)) return { 'content-type': type + charset };
  const safe = DOWNLOADED.test(type) ? type + charset : 'application/octet-stream';
  return { 'content-type': safe, 'content-disposition': 'attachment' };
};
