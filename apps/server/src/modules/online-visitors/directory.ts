import type { OnlineVisitor } from '@cskefu/contract';

interface Entry {
  visitor: OnlineVisitor;
  version: number;
  /** Nodes that hold a connection of this visitor. */
  readonly holders: Set<string>;
}

export type VisitorPatch = Partial<Pick<OnlineVisitor, 'conversation' | 'invitation' | 'skillGroupId'>>;

/** Everybody who is on a page now, of all nodes, in memory. */
export class Directory {
  readonly #entries = new Map<string, Entry>();
  #version = 0;

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Those whom a node holds. */
  heldBy(node: string): OnlineVisitor[] {
    return [...this.#entries.values()].filter(({ holders }) => holders.has(node)).map(({ visitor }) => visitor);
  }

  all(): Iterable<OnlineVisitor> {
    return this.#entries.values().map(({ visitor }) => visitor);
  }

  find(id: string): OnlineVisitor | undefined {
    return this.#entries.get(id)?.visitor;
  }

  /** Version of the last change of this visitor. */
  versionOf(id: string): number {
    return this.#entries.get(id)?.version ?? 0;
  }

  put(visitor: OnlineVisitor, holder: string): void {
    const entry = this.#entries.get(visitor.id);
    this.#version += 1;
    if (!entry) {
      this.#entries.set(visitor.id, { visitor, version: this.#version, holders: new Set([holder]) });
      return;
    }
    entry.holders.add(holder);
    // With tabs on two nodes the page that was turned to last counts.
    if (visitor.page.since >= entry.visitor.page.since) entry.visitor = visitor;
    entry.version = this.#version;
  }

  remove(id: string, holder: string): void {
    const entry = this.#entries.get(id);
    if (!entry?.holders.delete(holder) || entry.holders.size > 0) return;
    this.#version += 1;
    this.#entries.delete(id);
  }

  /** False if nobody of this id is online. */
  patch(id: string, patch: VisitorPatch): boolean {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    this.#version += 1;
    entry.visitor = { ...entry.visitor, ...patch };
    entry.version = this.#version;
    return true;
  }

  /** A node is gone, and with it the connections that it held. */
  dropHolder(holder: string): void {
    for (const id of [...this.#entries.keys()]) this.remove(id, holder);
  }
}
