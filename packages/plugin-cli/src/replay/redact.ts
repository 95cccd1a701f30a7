const BLACK = '[redacted]';
/** Names of headers and query fields that prove who sent something. */
const PROOF = /^(authorization|cookie|proxy-authorization)$|signature|secret|token|password|api[-_]?key|session/i;

/** The same fields, with what proves who sent them blacked out: a fixture is read by everybody. */
export const redact = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, PROOF.test(name) ? BLACK : value]));
