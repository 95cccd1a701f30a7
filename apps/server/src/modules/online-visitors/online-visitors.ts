import type { BrowseFrame, OnlineVisitor, OnlineVisitorsQuery, ServerFrame, ShownInvitation } from '@cskefu/contract';
import { type Database, MicroBatcher } from '../../platform/database/index.ts';
import type { Announcements } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { Broadcast, Connection, ConnectionHandler } from '../../platform/realtime/index.ts';
import type { VisitorTokens } from '../access/index.ts';
import type { UnitTree } from '../organization/index.ts';
import { Browsers, type CurrentVisit } from './browsers.ts';
import { watchConversations } from './conversation-watch.ts';
import { Directory } from './directory.ts';
import { greetBrowser } from './greet-browser.ts';
import { type Selection, selectVisitors, type VisitorFilter } from './select-visitors.ts';
import { createTrackedChannels } from './tracked-channels.ts';
import { VisitWriter } from './visit-writer.ts';
import { VisitorFeed, type VisitorScreen } from './visitor-feed.ts';
import { shareVisitors } from './visitor-nodes.ts';
import { findKnownVisitors, type KnownVisitor, moveVisits } from './visits.store.ts';

export interface OnlineVisitors {
  /** A browser begins to report the pages that it looks at. */
  greet(connection: Connection, frame: BrowseFrame, userAgent: string): ConnectionHandler;
  /** A screen follows the list; the same one again follows another part of it. */
  watch(screen: VisitorScreen, query: OnlineVisitorsQuery): void;
  unwatch(screen: VisitorScreen): void;
  select(scopeId: number, filter: VisitorFilter): Selection;
  find(visitorId: string): OnlineVisitor | undefined;
  /** The visit of somebody whom this node holds. */
  visitOf(visitorId: string): CurrentVisit | undefined;
  /** Shows an invitation on all pages of a visitor, wherever they are connected, or takes it away. */
  show(visitorId: string, invitation: ShownInvitation | null): void;
  setInvitation(visitorId: string, invitation: OnlineVisitor['invitation']): void;
  onPage(listener: (visit: CurrentVisit) => void): void;
  onLeft(listener: (visitorId: string) => void): void;
  /** Writes what waits to be written. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

export interface OnlineVisitorsDependencies {
  readonly db: Database;
  readonly tree: UnitTree;
  readonly broadcast: Broadcast;
  readonly announcements: Announcements;
  readonly visitorTokens: VisitorTokens;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** What nodes tell each other beside who is there. */
type Word =
  | { readonly kind: 'show'; readonly visitorId: string; readonly invitation: ShownInvitation | null }
  | { readonly kind: 'channel'; readonly channelId: string };

export function createOnlineVisitors(dependencies: OnlineVisitorsDependencies): OnlineVisitors {
  const { db, tree, broadcast, announcements, visitorTokens, metrics, log } = dependencies;
  const directory = new Directory();
  const writer = new VisitWriter(db, metrics, log);
  const channels = createTrackedChannels(db, tree);
  const nodes = shareVisitors(directory, broadcast, (word) => void heed(word as Word));
  const known = new MicroBatcher<string, KnownVisitor>({
    maxBatch: 200,
    run: (ids) => findKnownVisitors(db, ids),
  });
  const browsers = new Browsers({
    directory,
    nodes,
    writer,
    channels,
    visitorTokens,
    findKnown: (id) => known.add(id),
    metrics,
    log,
  });
  const feed = new VisitorFeed(directory, tree, () => metrics.visitorFrames.inc());
  const conversations = watchConversations(
    db,
    (visitorId, conversationId, conversation) => {
      const visitor = directory.find(visitorId);
      // The end of one that was followed by another says nothing any more.
      if (conversation || visitor?.conversation?.id === conversationId) nodes.patch(visitorId, { conversation });
    },
    log,
  );

  function showHere(visitorId: string, invitation: ShownInvitation | null): void {
    const visit = browsers.find(visitorId);
    if (!visit) return;
    visit.invitation = invitation;
    const frame: ServerFrame = { type: 'invitation', invitation };
    for (const connection of visit.connections) connection.send(frame);
  }

  /** A channel has another skill group, or reports nothing any more: its visitors are where it is. */
  async function replace(channelId: string): Promise<void> {
    channels.forget(channelId);
    const channel = await channels.find(channelId);
    for (const visitor of directory.all()) {
      if (visitor.channel.id !== channelId) continue;
      if (channel) directory.patch(visitor.id, { skillGroupId: channel.skillGroupId });
      else
        for (const connection of browsers.find(visitor.id)?.connections ?? []) connection.bye('draining', 4000, 5_000);
    }
  }

  async function heed(word: Word): Promise<void> {
    if (word.kind === 'show') showHere(word.visitorId, word.invitation);
    else await replace(word.channelId).catch((error: unknown) => log.warn({ err: error }, 'channel of visitors'));
  }

  announcements.listen((events) => {
    conversations.onCommitted(events);
    for (const { type, payload } of events) {
      if (type === 'channel.updated') {
        const word: Word = { kind: 'channel', channelId: (payload as { channelId: string }).channelId };
        nodes.say(word);
        void heed(word);
      }
      if (type === 'visitor.merged') {
        const { from, to } = payload as { from: string; to: string };
        moveVisits(db, from, to).catch((error: unknown) => log.warn({ err: error }, 'visits of a merged visitor'));
      }
    }
  });

  return {
    greet: (connection, frame, userAgent) =>
      greetBrowser({ browsers, metrics, log }, connection, frame, userAgent.slice(0, 500)),
    watch: (screen, query) => feed.watch(screen, query),
    unwatch: (screen) => feed.unwatch(screen),
    select: (scopeId, filter) => selectVisitors(directory, tree, scopeId, filter),
    find: (id) => directory.find(id),
    visitOf: (id) => browsers.find(id),
    show: (visitorId, invitation) => {
      showHere(visitorId, invitation);
      nodes.say({ kind: 'show', visitorId, invitation } satisfies Word);
    },
    setInvitation: (visitorId, invitation) => nodes.patch(visitorId, { invitation }),
    onPage: (listener) => browsers.onPage(listener),
    onLeft: (listener) => browsers.onLeft(listener),
    flush: () => writer.flush(),
    stop: async () => {
      feed.stop();
      conversations.stop();
      browsers.stop();
      nodes.stop();
      await writer.stop();
    },
  };
}
