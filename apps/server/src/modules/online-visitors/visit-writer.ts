import type { VisitorDevice, VisitorRegion, VisitorSource } from '@cskefu/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';

/** One stay on a site, as it is kept. */
export interface VisitRecord {
  readonly id: string;
  readonly visitorId: string;
  readonly channelId: string;
  readonly number: number;
  readonly startedAt: Date;
  readonly referrer: string;
  readonly source: VisitorSource;
  readonly region: VisitorRegion;
  readonly device: VisitorDevice;
  endedAt: Date;
  pages: number;
}

interface PageViewRecord {
  readonly visitId: string;
  readonly position: number;
  readonly url: string;
  readonly title: string;
  readonly at: Date;
}

const FLUSH_MS = 2_000;
/** Rows of one statement. */
const BATCH = 2_000;
/** What waits while the database is away; beyond it the oldest is forgotten: a trail is not a message. */
const MOST_WAITING = 50_000;

/** Writes visits and page views behind what happens: two statements for everything of two seconds. */
export class VisitWriter {
  readonly #db: Database;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  #visits = new Map<string, VisitRecord>();
  #views: PageViewRecord[] = [];
  #flushing: Promise<void> | null = null;
  readonly #timer: NodeJS.Timeout;

  constructor(db: Database, metrics: Metrics, log: Logger) {
    this.#db = db;
    this.#metrics = metrics;
    this.#log = log;
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.#timer.unref();
  }

  /** The visit is there, or has changed. */
  keep(visit: VisitRecord): void {
    this.#visits.set(visit.id, visit);
  }

  view(visit: VisitRecord, page: { url: string; title: string }, at: Date): void {
    this.keep(visit);
    this.#views.push({ visitId: visit.id, position: visit.pages, ...page, at });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  /** Writes what there is; what cannot be written now waits for the next time. */
  async flush(): Promise<void> {
    await this.#flushing;
    this.#flushing = this.#write().finally(() => {
      this.#flushing = null;
    });
    await this.#flushing;
  }

  async #write(): Promise<void> {
    const visits = [...this.#visits.values()].map((visit) => ({ ...visit }));
    const views = this.#views;
    this.#visits = new Map();
    this.#views = [];
    try {
      for (let at = 0; at < visits.length; at += BATCH) await this.#writeVisits(visits.slice(at, at + BATCH));
      for (let at = 0; at < views.length; at += BATCH) await this.#writeViews(views.slice(at, at + BATCH));
    } catch (error) {
      this.#log.warn({ err: error }, 'visits could not be written, and wait');
      for (const visit of visits.slice(-MOST_WAITING))
        if (!this.#visits.has(visit.id)) this.#visits.set(visit.id, visit);
      this.#views = [...views, ...this.#views].slice(-MOST_WAITING);
    }
  }

  async #writeVisits(visits: readonly VisitRecord[]): Promise<void> {
    await sql`
      insert into visits (id, visitor_id, channel_id, number, started_at, ended_at, pages, referrer, source_kind, source_name,
        source_term, region_kind, region_zh, region_en, device_kind, browser, system)
      select * from unnest(
        ${visits.map(({ id }) => id)}::uuid[],
        ${visits.map(({ visitorId }) => visitorId)}::uuid[],
        ${visits.map(({ channelId }) => channelId)}::text[],
        ${visits.map(({ number }) => number)}::int[],
        ${visits.map(({ startedAt }) => startedAt)}::timestamptz[],
        ${visits.map(({ endedAt }) => endedAt)}::timestamptz[],
        ${visits.map(({ pages }) => pages)}::int[],
        ${visits.map(({ referrer }) => referrer)}::text[],
        ${visits.map(({ source }) => source.kind)}::text[],
        ${visits.map(({ source }) => source.name)}::text[],
        ${visits.map(({ source }) => source.term)}::text[],
        ${visits.map(({ region }) => region.kind)}::text[],
        ${visits.map(({ region }) => region.name['zh-CN'])}::text[],
        ${visits.map(({ region }) => region.name.en)}::text[],
        ${visits.map(({ device }) => device.kind)}::text[],
        ${visits.map(({ device }) => device.browser)}::text[],
        ${visits.map(({ device }) => device.system)}::text[]
      )
      on conflict (id) do update set ended_at = excluded.ended_at, pages = greatest(visits.pages, excluded.pages)`.execute(
      this.#db,
    );
    this.#metrics.visitRows.inc(visits.length);
    this.#metrics.visitWrites.inc();
  }

  async #writeViews(views: readonly PageViewRecord[]): Promise<void> {
    await sql`
      insert into page_views (visit_id, position, url, title, viewed_at)
      select * from unnest(
        ${views.map(({ visitId }) => visitId)}::uuid[],
        ${views.map(({ position }) => position)}::int[],
        ${views.map(({ url }) => url)}::text[],
        ${views.map(({ title }) => title)}::text[],
        ${views.map(({ at }) => at)}::timestamptz[]
      )
      on conflict do nothing`.execute(this.#db);
    this.#metrics.visitRows.inc(views.length);
    this.#metrics.visitWrites.inc();
  }
}
