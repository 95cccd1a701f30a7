import type { DeskApi } from '../desk/desk-api.ts';
import type { Fixture } from './fixture.ts';
import { redact } from './redact.ts';

interface Stored {
  readonly id: string;
  readonly receivedAt: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly encoding: 'text' | 'base64';
}

export interface Recorded {
  readonly name: string;
  readonly fixture: Fixture;
}

/** The newest requests that a channel of the desk has got, oldest first. @throws {DeskError} */
export const recordRequests = async (
  desk: DeskApi,
  channel: string,
  last: number,
  kind: string,
): Promise<Recorded[]> => {
  const path = `/api/channels/${encodeURIComponent(channel)}/inbound-requests`;
  const { items } = (await desk.call('GET', `${path}?limit=${last}`)) as { items: readonly { id: string }[] };
  const recorded: Recorded[] = [];
  for (const { id } of [...items].reverse())
    recorded.push(toFixture((await desk.call('GET', `${path}/${id}`)) as Stored, kind));
  return recorded;
};

const toFixture = (
  { id, receivedAt, method, path, query, headers, body, encoding }: Stored,
  kind: string,
): Recorded => ({
  name: `${receivedAt.slice(0, 19).replaceAll(/[:T]/g, '-')}-${id.slice(-6)}.json`,
  fixture: {
    kind,
    request: {
      method,
      path,
      query: redact(query),
      headers: redact(headers),
      body,
      encoding,
      receivedAt: Date.parse(receivedAt),
    },
  },
});
