import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ChannelManifest, RawRequest } from '@cskefu/plugin-sdk';

type Rule = NonNullable<ChannelManifest['signature']>;

/** Whether a request bears the HMAC that only somebody with the secret can have made, and not too long ago. Takes the same time for every wrong one. */
export const checkSignature = (rule: Rule, secret: string, request: RawRequest): boolean => {
  if (secret === '') return false;
  const given = request.headers[rule.header.toLowerCase()];
  const prefix = rule.prefix ?? '';
  if (given === undefined || !given.startsWith(prefix)) return false;
  const stamp = rule.timestamp && request.headers[rule.timestamp.header.toLowerCase()];
  if (rule.timestamp && !isRecent(stamp, rule.timestamp.toleranceS, request.receivedAt)) return false;
  const hmac = createHmac(rule.algorithm, secret);
  if (stamp !== undefined) hmac.update(`${stamp}.`);
  const wanted = hmac.update(request.body).digest();
  const signature = Buffer.from(given.slice(prefix.length), rule.encoding);
  return signature.length === wanted.length && timingSafeEqual(signature, wanted);
};

const isRecent = (stamp: string | undefined, toleranceS: number, now: number): boolean =>
  stamp !== undefined && /^\d{1,12}$/.test(stamp) && Math.abs(now / 1_000 - Number(stamp)) <= toleranceS;
