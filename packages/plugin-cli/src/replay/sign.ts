import { createHmac } from 'node:crypto';
import type { ChannelManifest } from '@cskefu/plugin-sdk';

/** The headers of a recorded request with a fresh signature: that of the provider was blacked out, or is too old. */
export const sign = (
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  rule: ChannelManifest['signature'],
  secret: string | undefined,
): Record<string, string> => {
  if (!rule || secret === undefined) return { ...headers };
  const hmac = createHmac(rule.algorithm, secret);
  const stamp = String(Math.floor(Date.now() / 1_000));
  if (rule.timestamp) hmac.update(`${stamp}.`);
  const signature = `${rule.prefix ?? ''}${hmac.update(body).digest(rule.encoding)}`;
  return {
    ...headers,
    [rule.header.toLowerCase()]: signature,
    ...(rule.timestamp ? { [rule.timestamp.header.toLowerCase()]: stamp } : {}),
  };
};
