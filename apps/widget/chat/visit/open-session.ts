import { ApiError, type Http } from '@cskefu/client';
import type { Locale, VisitorSession } from '@cskefu/contract';
import type { HostPage } from '../../loader/frame-messages.ts';
import type { KnownVisitorStore } from './known-visitor.ts';
import { waitBeforeTry } from './patience.ts';

export interface Arrival {
  readonly http: Http;
  readonly channelId: string;
  readonly known: KnownVisitorStore;
  readonly locale: Locale;
  readonly page: () => HostPage | null;
}

/** Arrives on the channel, however long it takes; null when the channel is unknown or switched off, or not for this visitor. */
export const openSession = async (arrival: Arrival): Promise<VisitorSession | null> => {
  for (let tries = 0; ; tries++) {
    try {
      return await withOneIdentity(arrival, () => askForSession(arrival));
    } catch (error) {
      if (error instanceof ApiError && ['channel_unavailable', 'blocked'].includes(error.code)) return null;
      await waitBeforeTry(tries, error instanceof ApiError ? error.retryAfterMs : undefined);
    }
  }
};

const askForSession = async ({ http, channelId, known, locale, page }: Arrival): Promise<VisitorSession> => {
  const token = known.load()?.token;
  const here = page();
  const session = await http.request('POST /api/visitor/session', {
    body: { channelId, locale, ...(token && { token }), ...(here && { page: shorten(here) }) },
  });
  remember(known, session);
  return session;
};

/** Two tabs that arrive for the first time at once must become one visitor: the second waits and finds the token of the first. */
const withOneIdentity = async <T>({ known, channelId }: Arrival, run: () => Promise<T>): Promise<T> => {
  if (known.load() || !navigator.locks) return run();
  let isLocked = false;
  try {
    return await navigator.locks.request(`cskefu:${channelId}`, () => {
      isLocked = true;
      return run();
    });
  } catch (error) {
    // Where a browser keeps storage from iframes it refuses locks as well, and there is nothing to share either.
    if (isLocked) throw error;
    return run();
  }
};

export const remember = (known: KnownVisitorStore, { token, visitor }: VisitorSession): void =>
  known.save({ token, id: visitor.id, identified: visitor.identified });

const LONGEST_URL = 2_000;
const LONGEST_TITLE = 300;

const shorten = ({ url, title, referrer }: HostPage) => ({
  url: url.slice(0, LONGEST_URL),
  title: title.slice(0, LONGEST_TITLE),
  referrer: referrer.slice(0, LONGEST_URL),
});
