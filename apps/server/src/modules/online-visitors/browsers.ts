import type { BrowseFrame, OnlineVisitor, PageReport, ShownInvitation } from '@cskefu/contract';
import { CloseCode } from '@cskefu/contract';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { Connection } from '../../platform/realtime/index.ts';
import type { VisitorTokens } from '../access/index.ts';
import { describeDevice } from '../identity/index.ts';
import { visitorName } from '../visitors/index.ts';
import type { Directory } from './directory.ts';
import { Newcomers } from './newcomers.ts';
import { type SeenPage, seenPage } from './page-report.ts';
import { regionOf } from './region.ts';
import type { TrackedChannel, TrackedChannels } from './tracked-channels.ts';
import { keptReferrer, visitSource } from './visit-source.ts';
import type { VisitRecord, VisitWriter } from './visit-writer.ts';
import type { VisitorNodes } from './visitor-nodes.ts';
import type { KnownVisitor } from './visits.store.ts';

/** A visitor whom this node holds, or held a moment ago. */
export interface CurrentVisit {
  readonly record: VisitRecord;
  readonly connections: Set<Connection>;
  visitor: OnlineVisitor;
  invitation: ShownInvitation | null;
  leftAt: number | null;
  isListed: boolean;
}

export interface BrowserDependencies {
  readonly directory: Directory;
  readonly nodes: VisitorNodes;
  readonly writer: VisitWriter;
  readonly channels: TrackedChannels;
  readonly visitorTokens: VisitorTokens;
  readonly findKnown: (visitorId: string) => Promise<KnownVisitor>;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** The next page of a site is loaded within this time; only then somebody has left. */
const GRACE_MS = 10_000;
/** Coming back within this time goes on with the same visit. */
const VISIT_GAP_MS = 30 * 60_000;
const SWEEP_MS = 2_000;
const MOST_KEPT = 100_000;
const MOST_PAGES = 500;

/** The visitors whose browsers are connected to this node: who they are, what they look at, when they leave. */
export class Browsers {
  readonly #parts: BrowserDependencies;
  readonly #visits = new Map<string, CurrentVisit>();
  readonly #pageListeners: ((visit: CurrentVisit) => void)[] = [];
  readonly #leftListeners: ((visitorId: string) => void)[] = [];
  readonly #newcomers = new Newcomers();
  readonly #timer: NodeJS.Timeout;

  constructor(parts: BrowserDependencies) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#sweep(Date.now()), SWEEP_MS);
    this.#timer.unref();
  }

  onPage(listener: (visit: CurrentVisit) => void): void {
    this.#pageListeners.push(listener);
  }

  onLeft(listener: (visitorId: string) => void): void {
    this.#leftListeners.push(listener);
  }

  find(visitorId: string): CurrentVisit | undefined {
    return this.#visits.get(visitorId);
  }

  /**
   * A browser is here: a visitor who is known, or somebody new with a token of their own. Null if it is not wanted here; then the
   * connection is closed.
   */
  async enter(connection: Connection, frame: BrowseFrame, userAgent: string): Promise<CurrentVisit | null> {
    const { channels, visitorTokens, findKnown } = this.#parts;
    const channel = await channels.find(frame.channelId);
    if (!channel) {
      connection.close(CloseCode.Unauthenticated, 'the channel is not there, or its pages report nothing');
      return null;
    }
    const token = frame.token === undefined ? null : visitorTokens.verify(frame.token);
    const isKnown = token?.channelId === channel.id;
    const visitorId = isKnown ? token.id : crypto.randomUUID();
    if (!isKnown && !this.#newcomers.admit(connection.ip)) return turnAway(connection);
    // Somebody new has nothing to be looked up; whoever is on the list is in memory.
    const known = isKnown && !this.#recent(visitorId)?.isListed ? await findKnown(visitorId) : null;
    const region = regionOf(connection.ip);
    if (!this.#recent(visitorId) && !this.#makeRoom()) return turnAway(connection);
    const visit = this.#recent(visitorId) ?? this.#begin(visitorId, channel, known, frame, { userAgent, region });
    if (known && !visit.isListed) refresh(visit, known);
    if (!connection.isOpen) return null;
    visit.connections.add(connection);
    visit.leftAt = null;
    connection.send({
      type: 'browsing',
      token: visitorTokens.issue({ id: visitorId, channelId: channel.id }),
      visitorId,
    });
    if (visit.invitation) connection.send({ type: 'invitation', invitation: visit.invitation });
    this.look(visit, frame.page);
    return visit;
  }

  leave(visit: CurrentVisit, connection: Connection): void {
    visit.connections.delete(connection);
    if (visit.connections.size === 0) visit.leftAt = Date.now();
  }

  /** The visitor turned to a page; the same address again is only a new title. */
  look(visit: CurrentVisit, report: Pick<PageReport, 'url' | 'title'>): void {
    const page = seenPage(report);
    if (page.url === '') return;
    const isSame = visit.visitor.page.url === page.url && visit.record.pages > 0;
    if (!isSame) this.#turn(visit, page, new Date());
    else if (visit.isListed && visit.visitor.page.title === page.title) return;
    else visit.visitor = { ...this.#current(visit), page: { ...visit.visitor.page, title: page.title } };
    visit.isListed = true;
    this.#parts.nodes.here(visit.visitor);
    this.#parts.metrics.visitorsOnline.set(this.#parts.directory.size);
    if (!isSame) for (const listener of this.#pageListeners) listener(visit);
  }

  #turn(visit: CurrentVisit, page: SeenPage, now: Date): void {
    const { record } = visit;
    record.endedAt = now;
    if (record.pages < MOST_PAGES) {
      record.pages += 1;
      this.#parts.writer.view(record, page, now);
    }
    visit.visitor = {
      ...this.#current(visit),
      page: { ...page, since: now.toISOString() },
      pages: record.pages,
    };
  }

  /** What others have said of them meanwhile stands in the directory. */
  #current(visit: CurrentVisit): OnlineVisitor {
    return this.#parts.directory.find(visit.visitor.id) ?? visit.visitor;
  }

  #recent(visitorId: string): CurrentVisit | undefined {
    const visit = this.#visits.get(visitorId);
    return visit && (visit.leftAt === null || Date.now() - visit.leftAt < VISIT_GAP_MS) ? visit : undefined;
  }

  #begin(
    visitorId: string,
    channel: TrackedChannel,
    known: KnownVisitor | null,
    { page, locale }: BrowseFrame,
    { userAgent, region }: { userAgent: string; region: OnlineVisitor['region'] },
  ): CurrentVisit {
    const now = new Date();
    const last = known?.lastVisit ?? null;
    // Another node, or this one before its restart, may hold the beginning.
    const goesOn = last !== null && now.getTime() - last.endedAt.getTime() < VISIT_GAP_MS;
    const spoken = known?.locale ?? locale ?? (channel.locale === 'auto' ? 'zh-CN' : channel.locale);
    const record: VisitRecord = {
      id: goesOn ? last.id : crypto.randomUUID(),
      visitorId,
      channelId: channel.id,
      number: goesOn ? last.number : (last?.number ?? 0) + 1,
      startedAt: goesOn ? last.startedAt : now,
      endedAt: now,
      pages: goesOn ? last.pages : 0,
      referrer: keptReferrer(page.referrer, page.url),
      source: visitSource(page.url, page.referrer),
      region,
      device: describeDevice(userAgent),
    };
    const visitor: OnlineVisitor = {
      id: visitorId,
      name: visitorName({ id: visitorId, name: known?.name ?? null, locale: spoken }),
      identified: known?.identified ?? false,
      channel: { id: channel.id, name: channel.name },
      skillGroupId: channel.skillGroupId,
      page: { url: '', title: '', since: now.toISOString() },
      since: record.startedAt.toISOString(),
      pages: record.pages,
      visits: record.number,
      region,
      source: record.source,
      device: record.device,
      conversation: known?.conversation ?? null,
      invitation: known?.invitation ? { state: 'sent', at: now.toISOString() } : null,
    };
    const visit: CurrentVisit = {
      record,
      connections: new Set(),
      visitor,
      invitation: known?.invitation ?? null,
      leftAt: null,
      isListed: false,
    };
    this.#visits.set(visitorId, visit);
    return visit;
  }

  /** Forgets who left first, if that is needed; false if everybody is still here. */
  #makeRoom(): boolean {
    if (this.#visits.size < MOST_KEPT) return true;
    for (const [id, visit] of this.#visits) {
      if (visit.leftAt === null) continue;
      this.#unlist(visit);
      return this.#visits.delete(id);
    }
    return false;
  }

  #unlist(visit: CurrentVisit): void {
    if (!visit.isListed) return;
    visit.visitor = this.#current(visit);
    visit.isListed = false;
    this.#parts.nodes.gone(visit.visitor.id);
    visit.record.endedAt = new Date(visit.leftAt ?? Date.now());
    this.#parts.writer.keep(visit.record);
    this.#parts.metrics.visitorsOnline.set(this.#parts.directory.size);
    for (const listener of this.#leftListeners) listener(visit.visitor.id);
  }

  #sweep(now: number): void {
    for (const [id, visit] of this.#visits) {
      if (visit.leftAt === null) continue;
      if (now - visit.leftAt > GRACE_MS) this.#unlist(visit);
      if (now - visit.leftAt > VISIT_GAP_MS) this.#visits.delete(id);
    }
  }

  /** Everybody is taken off the list and written down: the node stops. */
  stop(): void {
    clearInterval(this.#timer);
    for (const visit of this.#visits.values()) this.#unlist(visit);
  }
}

/** Too many: it may come back later. */
function turnAway(connection: Connection): null {
  connection.bye('draining', CloseCode.Draining, 60_000);
  return null;
}

/** While nobody looked, a conversation may have ended and an invitation run out. */
function refresh(visit: CurrentVisit, { conversation, invitation }: KnownVisitor): void {
  visit.visitor = { ...visit.visitor, conversation };
  visit.invitation = invitation;
}
