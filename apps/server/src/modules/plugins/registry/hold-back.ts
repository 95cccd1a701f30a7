import { DomainError } from '../../../platform/errors/index.ts';

const HOUR = 3_600_000;

/**
 * Most of what is malicious in a registry is found within days. A version whose age the registry does not tell counts as young; nothing does
 * when the operator has switched holding back off.
 */
export const isYoung = (publishedAt: Date | null, holdHours: number, now: Date): boolean =>
  holdHours > 0 && (publishedAt === null || now.getTime() - publishedAt.getTime() < holdHours * HOUR);

/** @throws {DomainError} version_held: it is young, and nobody said that they take it nonetheless */
export const requireAge = (publishedAt: Date | null, holdHours: number, acceptYoung: boolean): void => {
  if (acceptYoung || !isYoung(publishedAt, holdHours, new Date())) return;
  throw new DomainError('version_held', {
    detail: publishedAt
      ? `published at ${publishedAt.toISOString()}, less than ${holdHours} hours ago`
      : 'the registry does not tell its age',
    issues: [{ path: 'acceptYoung', message: publishedAt ? 'too_young' : 'unknown_age' }],
  });
};
