import type { OutgoingRequest } from '@cskefu/plugin-sdk';

/** Does the request say this, in its address or body, in whichever of the usual ways of writing it down? */
export const mentions = (request: OutgoingRequest, words: string): boolean => {
  const body = request.body === undefined ? '' : bodyText(request.body);
  return [decode(request.url), body, decode(body.replaceAll('+', ' ')), ...jsonStrings(body)].some((text) =>
    text.includes(words),
  );
};

const bodyText = (body: string | Uint8Array) => (typeof body === 'string' ? body : new TextDecoder().decode(body));

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const jsonStrings = (body: string): string[] => {
  const found: string[] = [];
  try {
    JSON.parse(body, (_, value) => {
      if (typeof value === 'string') found.push(value, ...jsonStrings(value));
      return value;
    });
  } catch {
    // Not JSON: the text itself has been looked at.
  }
  return found;
};
