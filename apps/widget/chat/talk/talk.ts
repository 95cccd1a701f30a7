import { createRealtime, type Http, type Outbox, type StorageLike, threadFromSnapshot } from '@cskefu/client';
import type { FileInfo, Locale, Rating, VisitorSession } from '@cskefu/contract';
import type { HostPage, Identity } from '../../loader/frame-messages.ts';
import { createFileLinks, type FileLinksCache } from '../files/file-links.ts';
import { createTypingSignal, type TypingSignal } from '../outgoing/typing-signal.ts';
import { createUploads, type Upload, type Uploads } from '../outgoing/uploads.ts';
import { moveOutbox, openVisitorOutbox } from '../outgoing/visitor-outbox.ts';
import { createStore, type Store } from '../store.ts';
import type { KnownVisitor } from '../visit/known-visitor.ts';
import { waitBeforeTry } from '../visit/patience.ts';
import { createVisit } from '../visit/visit.ts';
import { keepAccepted } from './accepted.ts';
import { showAgentTyping } from './agent-typing.ts';
import { followConversations } from './follow-conversations.ts';
import { initialTalk, type TalkState } from './talk-state.ts';
import { markRead, putThread } from './threads.ts';
import { nextReadMark } from './unread.ts';
import { watchConnection } from './watch-connection.ts';

export interface TalkOptions {
  readonly channelId: string;
  readonly storage: StorageLike;
  readonly locale: Locale;
  readonly page: () => HostPage | null;
}

/** One visitor's talk with the desk: what is known of it, and what can be done. */
export interface Talk {
  readonly store: Store<TalkState>;
  readonly uploads: Uploads;
  readonly links: FileLinksCache;
  readonly typing: TypingSignal;
  /** This browser has been here before: it may have missed something. */
  isKnown(): boolean;
  /** Arrives, unless that has happened. */
  start(): void;
  identify(identity: Identity): void;
  sendText(text: string): void;
  retry(id: string): void;
  discard(id: string): void;
  /** The visitor has everything before their eyes. */
  seen(): void;
  showEarlier(): Promise<void>;
  /** Says how content the visitor is; rejects with `ApiError`. */
  rate(id: string, body: Rating): Promise<unknown>;
  /** They have told their name: the connection is made anew, and speaks under it. */
  renew(): void;
  /** For parts that come later and ask for themselves. */
  readonly http: Pick<Http, 'request'>;
  /** Ends the open conversation; rejects with `ApiError`. */
  end(): Promise<void>;
}

export const createTalk = (options: TalkOptions): Talk => {
  const { channelId, storage } = options;
  const store = createStore<TalkState>(initialTalk);
  const connection = watchConnection(store);
  let outbox: Outbox | null = null;
  let refusals = 0;

  /** The channel is switched off, or not for this visitor: both are told the same. */
  const showUnavailable = () => {
    connection.fine();
    store.set({ phase: 'unavailable' });
  };
  const visit = createVisit({
    ...options,
    onTrouble: connection.broken,
    onArrived: (session, before) => settle(session, before),
    onUnavailable: showUnavailable,
  });

  const realtime = createRealtime({
    url: `${location.origin.replace('http', 'ws')}/realtime`,
    token: visit.token,
    resume: () =>
      store
        .get()
        .threads.slice(-1)
        .map(({ conversation, seq }) => ({ conversationId: conversation.id, after: seq })),
  });

  // Before the outbox hears it: that forgets a message with its acknowledgement.
  realtime.on('frame', (frame) => {
    const { accepted } = store.get();
    const kept = keepAccepted(accepted, frame, outbox?.items() ?? []);
    if (kept !== accepted) store.set({ accepted: kept });
  });
  realtime.on('frame', (frame) => {
    if (frame.type === 'error' && frame.code === 'blocked') showUnavailable();
  });
  followConversations(store, realtime, visit.http);
  realtime.on('frame', showAgentTyping(store));

  const uploads = createUploads({
    token: visit.token,
    maxBytes: () => store.get().channel?.maxFileBytes ?? Number.POSITIVE_INFINITY,
    onStored: (upload, info) => sendFile(upload, info),
    onUnauthenticated: () => void visit.arrive(),
  });

  realtime.on('status', (status) => {
    if (status === 'online') {
      refusals = 0;
      connection.fine();
      uploads.retryBroken();
    } else if (status !== 'stopped') connection.broken();
    else if (realtime.stopReason === 'unsupported_version') store.set({ phase: 'outdated' });
    else if (realtime.stopReason === 'unauthenticated') void waitBeforeTry(refusals++).then(visit.arrive);
  });
  addEventListener('online', realtime.wake);
  // Nobody tells the socket: until something is heard again, it counts as broken.
  addEventListener('offline', () => {
    connection.broken();
    realtime.wake();
  });
  realtime.on('frame', connection.fine);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') realtime.wake();
  });

  const openOutbox = (visitorId: string) => {
    outbox?.dispose();
    const opened = openVisitorOutbox(storage, realtime, channelId, visitorId);
    outbox = opened;
    const show = () => store.set({ outbox: opened.items() });
    opened.subscribe(show);
    show();
  };

  const settle = (
    { visitor, channel, reception, preChat, conversation, history }: VisitorSession,
    before: KnownVisitor | null,
  ) => {
    const isSame = store.get().visitor?.id === visitor.id;
    const held = isSame ? store.get().threads : [];
    const threads = conversation && history ? putThread(held, threadFromSnapshot(conversation, history)) : held;
    store.set({
      phase: 'ready',
      visitor,
      channel,
      reception,
      preChat,
      threads,
      ...(!isSame && { earlier: 'some', accepted: [] }),
    });
    if (!isSame) {
      moveOutbox(storage, channelId, before, visitor.id);
      // The connection speaks for the visitor before.
      realtime.stop();
      openOutbox(visitor.id);
    }
    realtime.start();
  };

  const sendFile = ({ id, preview }: Upload, info: FileInfo) => {
    store.set({ ownFiles: { ...store.get().ownFiles, [info.id]: { info, preview } } });
    outbox?.add({ id, message: { kind: info.kind, fileId: info.id } });
  };

  const typing = createTypingSignal(
    (draft) => {
      const conversation = store.get().threads.at(-1)?.conversation;
      if (!conversation || conversation.state === 'closed') return;
      realtime.send({ type: 'typing', ...(draft !== undefined && { draft }) });
    },
    () => store.get().channel?.settings.draftPreview ?? false,
  );

  return {
    store,
    uploads,
    links: createFileLinks(visit.http),
    typing,
    isKnown: visit.isKnown,
    start: () => {
      if (store.get().phase !== 'idle') return;
      store.set({ phase: 'loading' });
      void visit.arrive();
    },
    identify: visit.identify,
    sendText: (text) => {
      typing.stop();
      const replyTo = store.get().quote;
      outbox?.add({ message: { kind: 'text', text, ...(replyTo && { replyTo }) } });
      store.set({ quote: null });
    },
    retry: (id) => {
      uploads.retry(id);
      outbox?.retry(id);
    },
    discard: (id) => {
      uploads.discard(id);
      outbox?.discard(id);
    },
    seen: () => {
      const mark = nextReadMark(store.get().threads);
      if (mark && realtime.send({ type: 'read', ...mark }))
        store.set({ threads: markRead(store.get().threads, mark.conversationId, mark.seq) });
    },
    showEarlier: async () => {
      if (store.get().earlier === 'loading') return;
      store.set({ earlier: 'loading' });
      try {
        // Later than the first message, and so is its code.
        const { loadEarlier } = await import('./load-earlier.ts');
        const { addTo, more } = await loadEarlier(visit.http, store.get().threads[0]);
        store.set({ threads: addTo(store.get().threads), earlier: more ? 'some' : 'none' });
      } catch {
        store.set({ earlier: 'failed' });
      }
    },
    rate: (id, body) => visit.http.request('POST /api/visitor/conversations/:id/rating', { params: { id }, body }),
    renew: () => {
      realtime.stop();
      realtime.start();
    },
    http: visit.http,
    end: async () => {
      await visit.http.request('POST /api/visitor/close');
    },
  };
};
