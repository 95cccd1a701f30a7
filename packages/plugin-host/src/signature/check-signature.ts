import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Fields, RawRequest, SignatureRule } from '@cskefu/plugin-sdk';

type Rule = SignatureRule<Fields>;

/** Is this request signed as the channel says? Compared in constant time; too old is not genuine either. */
export const checkSignature = (rule: Rule, secret: string, request: RawRequest): boolean => {
  const given = request.headers[rule.header.toLowerCase()];
  if (given === undefined || secret === '') return false;
  if (rule.timestamp && !isFresh(rule.timestamp, request)) return false;
  const wanted = Buffer.from(signatureOf(rule, secret, request));
  const got = Buffer.from(given);
  return got.length === wanted.length && timingSafeEqual(got, wanted);
};

/** The header as a genuine sender writes it. */
export const signatureOf = (rule: Rule, secret: string, request: Pick<RawRequest, 'headers' | 'body'>): string => {
  const hmac = createHmac(rule.algorithm, secret);
  if (rule.timestamp) hmac.update(`${request.headers[rule.timestamp.header.toLowerCase()] ?? ''}.`);
  return (rule.prefix ?? '') + hmac.update(request.body).digest(rule.encoding);
};

const isFresh = ({ header, toleranceS }: NonNullable<Rule['timestamp']>, request: RawRequest): boolean => {
  const seconds = Number(request.headers[header.toLowerCase()]);
  return Number.isFinite(seconds) && Math.abs(request.receivedAt / 1_000 - seconds) <= toleranceS;
};
