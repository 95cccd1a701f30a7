interface Entry<T> {
  readonly at: number;
  readonly order: number;
  readonly what: T;
}

/** What is going to happen, the earliest first; what was noted first, first. A binary heap. */
export class Agenda<T> {
  readonly #heap: Entry<T>[] = [];
  #noted = 0;

  note(at: number, what: T): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#noted++, what });
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfEarlier(child, parent)) break;
      child = parent;
    }
  }

  next(): { at: number; what: T } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      const child = this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, parent)) return first;
      parent = child;
    }
  }

  #isEarlier(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (!one || !other) return false;
    return one.at - other.at < 0 || (one.at === other.at && one.order < other.order);
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    const heap = this.#heap;
    const [one, other] = [heap[child], heap[parent]];
    if (!one || !other || !this.#isEarlier(child, parent)) return false;
    heap[child] = other;
    heap[parent] = one;
    return true;
  }
}
