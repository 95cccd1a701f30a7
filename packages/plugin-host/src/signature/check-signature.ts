import { createHmac, type Hmac, timingSafeEqual } from 'node:crypto';
import type { Fields, RawRequest, SignatureRule } from '@cskefu/plugin-sdk';

type Rule = SignatureRule<Fields>;

/** Whether a request bears the HMAC that only somebody with the secret can have made, and not too long ago. Takes the same time for every wrong one. */
export const checkSignature = (rule: Rule, secret: string, request: RawRequest): boolean => {
  if (secret === '') return false;
  const given = request.headers[rule.header.toLowerCase()];
  const prefix = rule.prefix ?? '';
  if (given === undefined || !given.startsWith(prefix)) return false;
  if (rule.timestamp && !isRecent(stampOf(rule, request), rule.timestamp.toleranceS, request.receivedAt)) return false;
  const wanted = hmacOf(rule, secret, request).digest();
  const signature = Buffer.from(given.slice(prefix.length), rule.encoding);
  return signature.length === wanted.length && timingSafeEqual(signature, wanted);
};

/** The header as a genuine sender writes it. */
export const signatureOf = (rule: Rule, secret: string, request: Pick<RawRequest, 'headers' | 'body'>): string =>
  (rule.prefix ?? '') + hmacOf(rule, secret, request).digest(rule.encoding);

const stampOf = ({ timestamp }: Rule, { headers }: Pick<RawRequest, 'headers'>): string | undefined =>
  timestamp && headers[timestamp.header.toLowerCase()];

const hmacOf = (rule: Rule, secret: string, request: Pick<RawRequest, 'headers' | 'body'>): Hmac => {
  const hmac = createHmac(rule.algorithm, secret);
  const stamp = stampOf(rule, request);
  if (stamp !== undefined) hmac.update(`${stamp}.`);
  return hmac.update(request.body);
};

const isRecent = (stamp: string | undefined, toleranceS: number, now: number): boolean =>
  stamp !== undefined && /^\d{1,12}$/.test(stamp) && Math.abs(now / 1_000 - Number(stamp)) <= toleranceS;
