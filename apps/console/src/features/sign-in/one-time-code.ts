/** Length of the codes that authenticator apps show. */
export const CODE_DIGITS = 6;

/** The digits of what was typed or pasted, full-width ones as well; no more than a code has. */
export const digitsOf = (text: string): string => text.normalize('NFKC').replace(/\D/g, '').slice(0, CODE_DIGITS);
