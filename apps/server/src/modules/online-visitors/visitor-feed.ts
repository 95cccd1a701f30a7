import type { OnlineVisitor, OnlineVisitorsQuery, ServerFrame } from '@cskefu/contract';
import type { UnitTree } from '../organization/index.ts';
import type { Directory } from './directory.ts';
import { type Selection, selectVisitors } from './select-visitors.ts';

/** A screen of somebody who may see visitors: narrowed to a unit. */
export interface VisitorScreen {
  readonly scopeId: number;
  send(frame: ServerFrame): void;
}

interface Watch {
  readonly query: OnlineVisitorsQuery;
  /** What it shows, and in which version. */
  shown: ReadonlyMap<string, number>;
  told: string;
  /** Of the directory, when it was last looked at. */
  version: number;
}

/** At most two frames a second for each screen. */
const TICK_MS = 500;
/** Making lists may take a tenth of the time: with many visitors and many different lists they come less often. */
const SHARE = 10;

/** Keeps the lists of visitors on screens true: only the window that is shown, only what is new in it. */
export class VisitorFeed {
  readonly #directory: Directory;
  readonly #tree: Pick<UnitTree, 'isWithin'>;
  readonly #onFrame: () => void;
  readonly #watches = new Map<VisitorScreen, Watch>();
  #timer: NodeJS.Timeout | null = null;

  constructor(directory: Directory, tree: Pick<UnitTree, 'isWithin'>, onFrame: () => void) {
    this.#directory = directory;
    this.#tree = tree;
    this.#onFrame = onFrame;
  }

  get screens(): number {
    return this.#watches.size;
  }

  watch(screen: VisitorScreen, query: OnlineVisitorsQuery): void {
    const watch: Watch = { query, shown: new Map(), told: '', version: -1 };
    this.#watches.set(screen, watch);
    // The first list does not wait for the next turn.
    this.#show(screen, watch, new Map());
    this.#timer ??= setTimeout(() => this.#turn(), TICK_MS);
  }

  unwatch(screen: VisitorScreen): void {
    this.#watches.delete(screen);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#watches.clear();
  }

  #turn(): void {
    const began = performance.now();
    const made = new Map<string, Selection>();
    for (const [screen, watch] of this.#watches) {
      if (watch.version !== this.#directory.version) this.#show(screen, watch, made);
    }
    const pause = Math.max(TICK_MS, (performance.now() - began) * SHARE);
    this.#timer = this.#watches.size > 0 ? setTimeout(() => this.#turn(), pause) : null;
  }

  /** Screens that ask for the same share one list. */
  #select({ scopeId }: VisitorScreen, query: OnlineVisitorsQuery, made: Map<string, Selection>): Selection {
    const { offset: _offset, limit: _limit, ...filter } = query;
    const key = JSON.stringify([scopeId, filter]);
    const selection = made.get(key) ?? selectVisitors(this.#directory, this.#tree, scopeId, filter);
    made.set(key, selection);
    return selection;
  }

  #show(screen: VisitorScreen, watch: Watch, made: Map<string, Selection>): void {
    const { offset, limit } = watch.query;
    const { visitors, online, talking } = this.#select(screen, watch.query, made);
    const window = visitors.slice(offset, offset + limit);
    const rows = window.filter(({ id }) => watch.shown.get(id) !== this.#directory.versionOf(id));
    const counts = `${visitors.length} ${online} ${talking}`;
    const isSameOrder = watch.version >= 0 && isSame(window, watch.shown);
    watch.version = this.#directory.version;
    if (rows.length === 0 && isSameOrder && watch.told === counts) return;
    watch.told = counts;
    watch.shown = new Map(window.map(({ id }) => [id, this.#directory.versionOf(id)]));
    const ids = isSameOrder ? {} : { ids: window.map(({ id }) => id) };
    this.#onFrame();
    screen.send({ type: 'visitors', total: visitors.length, online, talking, ...ids, rows });
  }
}

function isSame(window: readonly OnlineVisitor[], shown: ReadonlyMap<string, number>): boolean {
  if (window.length !== shown.size) return false;
  const order = shown.keys();
  return window.every(({ id }) => order.next().value === id);
}
