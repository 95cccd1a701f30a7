import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure } from '../cli/failure.ts';

/** A request of a provider in `fixtures/*.json`: as it came, without what proves who sent it. */
export interface Fixture {
  /** Of which channel of the plugin; the only one if it is not said. */
  readonly kind?: string;
  /** Settings for `parse`. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly request: {
    readonly method: string;
    /** Below the address of the channel. */
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** How `body` is written; `text` unless said. */
    readonly encoding?: 'text' | 'base64';
    readonly receivedAt?: number;
  };
}

/** @throws {Failure} if it is not such a file */
export const readFixture = (file: string): Fixture => {
  const fixture = parse(file);
  if (typeof fixture?.request?.body !== 'string')
    throw new Failure(
      `${basename(file)} is no recorded request.`,
      '{ "request": { "method", "path", "query", "headers", "body" } }',
    );
  const { method = 'POST', path = '/', query = {}, headers = {} } = fixture.request;
  return { ...fixture, request: { ...fixture.request, method, path, query, headers } };
};

const parse = (file: string): Fixture => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Fixture;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(code === 'ENOENT' ? `${file} is not there.` : `${file} cannot be read: ${message}`);
  }
};

export const bodyOf = ({ request }: Fixture): Buffer =>
  Buffer.from(request.body, request.encoding === 'base64' ? 'base64' : 'utf8');
