const SHORTEST = 4;
const HIDDEN = '•••';

/** Takes the secrets of a plugin out of what it says, by their value. */
export const createRedactor = (secrets: readonly string[]): ((text: string) => string) => {
  const hidden = secrets.filter((secret) => secret.length >= SHORTEST).toSorted((a, b) => b.length - a.length);
  return (text) => hidden.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text);
};
