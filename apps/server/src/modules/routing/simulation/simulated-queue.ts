import type { RoutingSettings } from '@cskefu/contract';
import { queueRank, type WaitingConversation } from '../decide-assignments.ts';

/** Taken from the queue in one round at the most, as in reality. */
const ROUND = 200;

/** What waits in a group: the order is that of the routing, so a round needs to look at the front only. */
export class SimulatedQueue {
  readonly #settings: RoutingSettings;
  readonly #free: { rank: number; conversation: WaitingConversation }[] = [];
  readonly #bound = new Map<string, WaitingConversation>();

  constructor(settings: RoutingSettings) {
    this.#settings = settings;
  }

  get isEmpty(): boolean {
    return this.#free.length === 0 && this.#bound.size === 0;
  }

  get boundAgentIds(): string[] {
    return [...this.#bound.values()].flatMap(({ boundAgentId }) => boundAgentId ?? []);
  }

  add(conversation: WaitingConversation): void {
    if (conversation.boundAgentId !== null) {
      this.#bound.set(conversation.id, conversation);
      return;
    }
    const rank = queueRank(conversation, this.#settings);
    this.#free.splice(this.#placeOf(rank, conversation.id), 0, { rank, conversation });
  }

  remove(conversation: WaitingConversation): void {
    if (this.#bound.delete(conversation.id)) return;
    const at = this.#placeOf(queueRank(conversation, this.#settings), conversation.id);
    if (this.#free[at]?.conversation.id === conversation.id) this.#free.splice(at, 1);
  }

  /** So many that anybody may serve, and all that are bound to somebody. */
  front(room: number): WaitingConversation[] {
    const free = this.#free.slice(0, Math.min(ROUND, Math.max(1, room)));
    return [...free.map(({ conversation }) => conversation), ...this.#bound.values()];
  }

  #placeOf(rank: number, id: string): number {
    let low = 0;
    let high = this.#free.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = this.#free[middle];
      if (there && (there.rank < rank || (there.rank === rank && there.conversation.id < id))) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
