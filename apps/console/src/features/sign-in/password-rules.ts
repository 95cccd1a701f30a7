/** What a new password must fulfil; the server demands the same. */
export const passwordRules = {
  length: (password: string) => password.length >= 8,
  letters: (password: string) => /\p{L}/u.test(password),
  digits: (password: string) => /\d/.test(password),
} as const;

export type PasswordRule = keyof typeof passwordRules;

export const brokenRules = (password: string): PasswordRule[] =>
  (Object.keys(passwordRules) as PasswordRule[]).filter((rule) => !passwordRules[rule](password));
