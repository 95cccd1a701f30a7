const KEPT = 24;

/** The last few things that happened to a client in each conversation: told when something turns out wrong. */
export class Diary {
  readonly #entries = new Map<string, string[]>();

  write(conversationId: string, entry: string): void {
    const entries = this.#entries.get(conversationId) ?? [];
    this.#entries.set(conversationId, entries);
    if (entries.length === KEPT) entries.shift();
    entries.push(entry);
  }

  read(conversationId: string): string {
    return `before that: ${(this.#entries.get(conversationId) ?? []).join(', ')}`;
  }
}
