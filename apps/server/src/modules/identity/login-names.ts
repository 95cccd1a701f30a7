import { z } from 'zod';

/** The same characters in another case or width are the same name. */
export function normalizeName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
}

/** An e-mail address as it is stored and compared; null if it is none. */
export function normalizeEmail(text: string): string | null {
  const email = z.email().max(254).safeParse(normalizeName(text));
  return email.success ? email.data : null;
}

/** A mobile number as it is stored and compared: digits, a leading + kept; null if it is none. */
export function normalizeMobile(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s().-]/g, '');
  return /^\+?[0-9]{5,20}$/.test(digits) ? digits : null;
}
