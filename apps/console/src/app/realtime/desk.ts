import {
  createOutbox,
  createRealtime,
  memoryOutboxStore,
  type Outbox,
  type OutboxStore,
  type Realtime,
  webOutboxStore,
} from '@cskefu/client';
import type { ServerFrame } from '@cskefu/contract';
import type { QueryClient } from '@tanstack/react-query';
import { currentUnit, onUnitChange } from '../current-unit.ts';
import { codeOf } from '../error-text.ts';
import { http } from '../http.ts';
import { endSession, refetchAccountData } from '../session.ts';
import { applyFrame } from './apply-frame.ts';
import { type Arrival, createArrivals } from './arrivals.ts';
import { type Attending, createAttending } from './attending.ts';
import { createFollowing, type Following } from './following.ts';
import { createInboxCache, type InboxCache } from './inbox-cache.ts';
import { createPending, type Pending } from './pending.ts';
import { createTyping, type Typing } from './typing.ts';

export type MentionFrame = Extract<ServerFrame, { type: 'mention' }>;
export type SupervisedFrame = Extract<ServerFrame, { type: 'supervised' }>;

/** The live side of the console for one signed-in account: one connection, and all that depends on it. */
export interface Desk {
  accountId: string;
  realtime: Realtime;
  outbox: Outbox;
  pending: Pending;
  inbox: InboxCache;
  following: Following;
  typing: Typing;
  attending: Attending;
  onArrival: (listener: (arrival: Arrival) => void) => () => void;
  /** A note spoke to this account. */
  onMention: (listener: (mention: MentionFrame) => void) => () => void;
  /** A supervisor has taken a conversation away from this account. */
  onSupervised: (listener: (frame: SupervisedFrame) => void) => () => void;
  dispose: () => void;
}

const realtimeUrl = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/realtime`;

const wakeWithPage = (realtime: Realtime) => {
  const wake = () => {
    if (document.visibilityState === 'visible') realtime.wake();
  };
  window.addEventListener('online', wake);
  window.addEventListener('offline', wake);
  document.addEventListener('visibilitychange', wake);
  return () => {
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', wake);
    document.removeEventListener('visibilitychange', wake);
  };
};

/** Another unit is another view of everything: the live one begins anew, and all that stands on the screen is fetched again. */
const followUnit = (realtime: Realtime, queryClient: QueryClient) =>
  onUnitChange(() => {
    realtime.stop();
    realtime.start();
    void refetchAccountData(queryClient);
  });

/** A browser that forbids storage still sends; only a reload then loses what was not acknowledged. */
const outboxStore = (prefix: string): OutboxStore => {
  try {
    return webOutboxStore(localStorage, prefix);
  } catch {
    return memoryOutboxStore();
  }
};

const shareWithTabs = (outbox: Outbox, prefix: string) => {
  const heed = (event: StorageEvent) => {
    if (event.key === null || event.key.startsWith(prefix)) outbox.reload();
  };
  window.addEventListener('storage', heed);
  return () => window.removeEventListener('storage', heed);
};

/** Refused again so soon although the session lives: then it is not the cookie. */
const CONFIRM_AGAIN_MS = 10_000;

/** Connects the account's realtime stream to the query cache. This is the only place where the two meet. */
export const createDesk = (accountId: string, queryClient: QueryClient): Desk => {
  const me = { accountId };
  const prefix = `cskefu.outbox.${accountId}.`;
  const arrivals = createArrivals();
  const inbox = createInboxCache({ queryClient, me, onChange: arrivals.compare });
  const realtime = createRealtime({
    url: realtimeUrl(),
    orgUnitId: () => currentUnit()?.id ?? null,
    resume: () => following.resumePoints(),
  });
  const following = createFollowing({ queryClient, realtime, onHead: inbox.put });
  const typing = createTyping({ queryClient, realtime });
  const attending = createAttending({ queryClient, realtime, accountId });
  // Hears frames before the outbox does: an acknowledged message must not vanish before its event is on the screen.
  const pending = createPending(realtime);
  const outbox = createOutbox({ store: outboxStore(prefix), realtime });
  pending.attach(outbox);

  let confirmedAt = Number.NEGATIVE_INFINITY;

  /** The connection may have said hello with the cookie of a moment ago, while a new password gave this browser another one: the page asks before it believes. */
  const confirmEnd = async () => {
    const isAgain = performance.now() - confirmedAt < CONFIRM_AGAIN_MS;
    confirmedAt = performance.now();
    try {
      const account = await http.request('GET /api/me');
      // Whoever left the page meanwhile stays gone.
      if (realtime.stopReason !== 'unauthenticated') return;
      if (!isAgain && account.id === accountId) realtime.start();
      else endSession(queryClient);
    } catch (error) {
      if (codeOf(error) === 'unauthenticated') endSession(queryClient);
      else if (realtime.stopReason === 'unauthenticated') realtime.start();
    }
  };

  const undo = [
    realtime.on('frame', (frame) => applyFrame(frame, { queryClient, inbox, following, typing, attending })),
    realtime.on('status', () => {
      if (realtime.stopReason === 'unauthenticated') void confirmEnd();
    }),
    wakeWithPage(realtime),
    followUnit(realtime, queryClient),
    shareWithTabs(outbox, prefix),
  ];
  realtime.start();

  return {
    accountId,
    realtime,
    outbox,
    pending,
    inbox,
    following,
    typing,
    attending,
    onArrival: arrivals.on,
    onMention: (listener) =>
      realtime.on('frame', (frame) => {
        if (frame.type === 'mention') listener(frame);
      }),
    onSupervised: (listener) =>
      realtime.on('frame', (frame) => {
        if (frame.type === 'supervised') listener(frame);
      }),
    dispose: () => {
      for (const end of undo) end();
      pending.dispose();
      typing.dispose();
      attending.dispose();
      outbox.dispose();
      realtime.stop();
    },
  };
};
