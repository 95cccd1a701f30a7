import { presentRequest, type StoredRequest } from './requests.store.ts';

/** What proves who sent it is nobody's to read. */
const PROOF = /auth|signature|token|secret|cookie|key|password|credential/i;
const BLACKED_OUT = '***';

/** A stored request for the eyes of an administrator. */
export const presentWhole = (request: StoredRequest) => {
  const { query, headers, body } = request.raw;
  return { ...presentRequest(request), query: redacted(query), headers: redacted(headers), ...textOrBytes(body) };
};

const redacted = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, PROOF.test(name) ? BLACKED_OUT : value]));

const textOrBytes = (body: Uint8Array): { body: string; encoding: 'text' | 'base64' } => {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true }).decode(body), encoding: 'text' };
  } catch {
    return { body: Buffer.from(body).toString('base64'), encoding: 'base64' };
  }
};
