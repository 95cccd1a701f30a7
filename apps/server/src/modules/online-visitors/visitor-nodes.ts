import type { OnlineVisitor } from '@cskefu/contract';
import type { Broadcast } from '../../platform/realtime/index.ts';
import type { Directory, VisitorPatch } from './directory.ts';

type Told =
  | { readonly kind: 'changes'; readonly node: string; readonly here: OnlineVisitor[]; readonly gone: string[] }
  | { readonly kind: 'patch'; readonly node: string; readonly id: string; readonly patch: VisitorPatch }
  | { readonly kind: 'alive'; readonly node: string; readonly count: number }
  | { readonly kind: 'ask'; readonly node: string; readonly of: string | null }
  | { readonly kind: 'word'; readonly node: string; readonly word: unknown };

export interface VisitorNodes {
  /** This node holds a visitor who is there, or has changed. */
  here(visitor: OnlineVisitor): void;
  gone(id: string): void;
  /** Whoever holds the visitor: it is true of them now. */
  patch(id: string, patch: VisitorPatch): void;
  /** Something for all nodes, this one excepted. */
  say(word: unknown): void;
  stop(): void;
}

const SUBJECT = 'cskefu.online-visitors';
const FLUSH_MS = 500;
const ALIVE_MS = 5_000;
/** A node that is silent for so long holds nobody any more. */
const LEASE_MS = 20_000;
const CHUNK = 200;

/** Each node knows everybody: it tells the others of those whom it holds, and they forget them when it falls silent. */
export function shareVisitors(
  directory: Directory,
  broadcast: Broadcast,
  onWord: (word: unknown) => void,
): VisitorNodes {
  const node = crypto.randomUUID();
  const here = new Set<string>();
  const gone = new Set<string>();
  const others = new Map<string, { heardAt: number; odd: number }>();

  const tell = (told: Told) => {
    if (broadcast.active) broadcast.publish(SUBJECT, Buffer.from(JSON.stringify(told)));
  };

  function flush(): void {
    if (here.size === 0 && gone.size === 0) return;
    const visitors = [...here].flatMap((id) => directory.find(id) ?? []);
    tellOf(visitors, [...gone]);
    here.clear();
    gone.clear();
  }

  function tellOf(visitors: readonly OnlineVisitor[], left: readonly string[]): void {
    const chunks = Math.max(1, Math.ceil(Math.max(visitors.length, left.length) / CHUNK));
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      const [from, to] = [chunk * CHUNK, (chunk + 1) * CHUNK];
      tell({ kind: 'changes', node, here: visitors.slice(from, to), gone: left.slice(from, to) });
    }
  }

  function hear(told: Told): void {
    const other = others.get(told.node) ?? { heardAt: 0, odd: 0 };
    // A node that was not known yet: everything it holds is news.
    if (!others.has(told.node) && told.kind !== 'ask') tell({ kind: 'ask', node, of: told.node });
    other.heardAt = Date.now();
    others.set(told.node, other);
    switch (told.kind) {
      case 'changes':
        for (const visitor of told.here) directory.put(visitor, told.node);
        for (const id of told.gone) directory.remove(id, told.node);
        return;
      case 'patch':
        directory.patch(told.id, told.patch);
        return;
      case 'alive': {
        // Once may be a matter of the moment; twice something was lost.
        const isOdd = directory.heldBy(told.node).length !== told.count;
        other.odd = isOdd ? other.odd + 1 : 0;
        if (other.odd < 2) return;
        other.odd = 0;
        directory.dropHolder(told.node);
        tell({ kind: 'ask', node, of: told.node });
        return;
      }
      case 'ask':
        if (told.of === null || told.of === node) tellOf(directory.heldBy(node), []);
        return;
      case 'word':
        onWord(told.word);
        return;
    }
  }

  const unsubscribe = broadcast.subscribe(SUBJECT, (data) => hear(JSON.parse(Buffer.from(data).toString()) as Told));
  const timers = broadcast.active
    ? [
        setInterval(flush, FLUSH_MS),
        setInterval(() => {
          tell({ kind: 'alive', node, count: directory.heldBy(node).length });
          for (const [other, { heardAt }] of others) {
            if (Date.now() - heardAt < LEASE_MS) continue;
            others.delete(other);
            directory.dropHolder(other);
          }
        }, ALIVE_MS),
      ]
    : [];
  for (const timer of timers) timer.unref();
  tell({ kind: 'ask', node, of: null });

  return {
    here: (visitor) => {
      directory.put(visitor, node);
      gone.delete(visitor.id);
      if (broadcast.active) here.add(visitor.id);
    },
    gone: (id) => {
      directory.remove(id, node);
      here.delete(id);
      if (broadcast.active) gone.add(id);
    },
    patch: (id, patch) => {
      directory.patch(id, patch);
      tell({ kind: 'patch', node, id, patch });
    },
    say: (word) => tell({ kind: 'word', node, word }),
    stop: () => {
      for (const timer of timers) clearInterval(timer);
      flush();
      unsubscribe();
    },
  };
}
