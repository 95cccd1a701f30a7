import type { ToChat, ToHost } from '../loader/frame-messages.ts';

export type TellHost = (message: ToHost) => void;

/** Talks with the page around the iframe, and with nobody else: the parent window, at the origin that made the iframe. */
export const connectHost = (origin: string, hear: (message: ToChat) => void): TellHost => {
  addEventListener('message', (event: MessageEvent<ToChat>) => {
    if (event.source === parent && event.origin === origin && event.data?.cskefu) hear(event.data);
  });
  // A page opened from a file has the origin "null", which cannot be named as a target.
  const target = origin === 'null' ? '*' : origin;
  return (message) => parent.postMessage(message, target);
};
