/** At least 8 characters, with letters and digits: the rule that the product has always had. */
export function isStrongPassword(password: string): boolean {
  return password.length >= 8 && /\p{L}/u.test(password) && /\d/.test(password);
}
