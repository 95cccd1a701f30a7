import { refusal } from './refusal.ts';

/** Of words about an entry: its long name, mostly. */
export const MAX_ABOUT_ENTRY = 64 * 1024;
const SPACE = 0x20;
const NEWLINE = 0x0a;

/** What a header of the pax kind says of the entry behind it. */
export interface Pax {
  readonly path: string | null;
  readonly size: number | null;
}

/**
 * Whatever other readers of tar would follow and this one does not is refused: else the desk would run other files than those that somebody has
 * looked at.
 * @throws {DomainError} package_refused
 */
export const readPax = (body: Buffer): Pax => {
  const records = new Map(recordsOf(body));
  for (const key of records.keys()) if (key.startsWith('GNU.sparse')) throw broken();
  const size = records.get('size');
  return { path: records.get('path') ?? null, size: size === undefined ? null : Number(size) };
};

/** `27 path=package/…\n`: the length in front counts itself, so that a value may hold anything, also what looks like another record. */
function* recordsOf(body: Buffer): Generator<[string, string]> {
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(SPACE, at);
    const digits = body.toString('latin1', at, Math.min(Math.max(space, at), at + 10));
    const end = at + (/^[1-9]\d{0,6}$/.test(digits) ? Number(digits) : Number.NaN);
    if (!(end <= body.length && space + 1 < end) || body[end - 1] !== NEWLINE) throw broken();
    const record = body.toString('utf8', space + 1, end - 1);
    const equals = record.indexOf('=');
    if (equals < 1) throw broken();
    yield [record.slice(0, equals), record.slice(equals + 1)];
    at = end;
  }
}

const broken = () => refusal('', 'not_a_package', 'a broken tar');
