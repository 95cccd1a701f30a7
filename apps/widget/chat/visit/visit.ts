import { ApiError, createHttp, type Http, type StorageLike } from '@cskefu/client';
import type { Locale, VisitorSession } from '@cskefu/contract';
import type { HostPage, Identity } from '../../loader/frame-messages.ts';
import { type KnownVisitor, knownVisitorStore } from './known-visitor.ts';
import { openSession, remember } from './open-session.ts';

export interface VisitOptions {
  readonly channelId: string;
  readonly storage: StorageLike;
  readonly locale: Locale;
  readonly page: () => HostPage | null;
  /** The desk does not answer. */
  readonly onTrouble: () => void;
  /** Somebody is here: the same as before, or another visitor. */
  readonly onArrived: (session: VisitorSession, before: KnownVisitor | null) => void;
  /** The channel is unknown or switched off. */
  readonly onUnavailable: () => void;
}

/** Who the visitor is: opens the session, proves an identity, and begins anew when the token has ended. */
export interface Visit {
  /** Calls as this visitor. */
  readonly http: Http;
  token(): string;
  /** This browser has been here before. */
  isKnown(): boolean;
  arrive(): Promise<void>;
  identify(identity: Identity): void;
}

export const createVisit = (options: VisitOptions): Visit => {
  const { channelId, storage, locale, page, onTrouble, onArrived, onUnavailable } = options;
  const known = knownVisitorStore(storage, channelId);
  const token = () => known.load()?.token ?? '';
  const plain = createHttp({ baseUrl: '', headers: () => (token() ? { authorization: `Bearer ${token()}` } : {}) });
  let arriving: Promise<void> | null = null;
  let identity: Identity | null = null;
  let here: string | null = null;

  const settle = (session: VisitorSession, before: KnownVisitor | null) => {
    here = session.visitor.id;
    onArrived(session, before);
  };

  const prove = async (): Promise<void> => {
    if (!identity) return;
    const before = known.load();
    const body = identity;
    identity = null;
    try {
      const session = await plain.request('POST /api/visitor/identify', { body });
      remember(known, session);
      settle(session, before);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // The chat goes on without a name; whoever builds the site finds the reason.
      console.warn(`Cskefu: identify failed, ${error.code}`);
    }
  };

  const enter = async (): Promise<void> => {
    onTrouble();
    const before = known.load();
    const session = await openSession({ http: plain, channelId, known, locale, page });
    if (!session) return onUnavailable();
    settle(session, before);
    await prove();
  };

  const arrive = () => {
    arriving ??= enter().finally(() => {
      arriving = null;
    });
    return arriving;
  };

  // Another tab became somebody else: one browser is one visitor.
  addEventListener('storage', ({ key }) => {
    if (key === known.key && here !== null && known.load()?.id !== here) void arrive();
  });

  return {
    http: {
      request: async (...call: Parameters<Http['request']>) => {
        try {
          return await plain.request(...call);
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 'unauthenticated') throw error;
          await arrive();
          return plain.request(...call);
        }
      },
    } as Http,
    token,
    isKnown: () => known.load()?.passing === undefined && token() !== '',
    arrive,
    identify: (who) => {
      identity = who;
      void (here === null || arriving ? arrive() : prove());
    },
  };
};
