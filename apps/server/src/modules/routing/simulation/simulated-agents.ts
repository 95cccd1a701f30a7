import type { SimulationDay } from '@cskefu/contract';
import type { Candidate } from '../decide-assignments.ts';

interface Serving {
  readonly groupId: number;
  readonly since: number;
}

/** An agent of the simulation. Times are milliseconds since the day began. */
export class SimulatedAgent {
  readonly id: string;
  readonly groupId: number;
  readonly capacity: number;
  state: Candidate['state'] | 'offline' = 'offline';
  #since = 0;
  #lastTurn: number | null = null;
  #lastEnd = 0;
  readonly #serving = new Set<Serving>();

  constructor({ id, groupId, capacity }: SimulationDay['agents'][number]) {
    this.id = id;
    this.groupId = groupId;
    this.capacity = capacity;
  }

  become(state: SimulatedAgent['state'], now: number): void {
    if (this.state === state) return;
    this.state = state;
    this.#since = now;
  }

  /** Takes a conversation; answers with what ends it. */
  serve(groupId: number, turn: number, now: number): (at: number) => void {
    const serving = { groupId, since: now };
    this.#serving.add(serving);
    this.#lastTurn = turn;
    return (at) => {
      this.#serving.delete(serving);
      this.#lastEnd = at;
    };
  }

  get room(): number {
    return this.state === 'ready' ? Math.max(0, this.capacity - this.#serving.size) : 0;
  }

  /** As the routing of a group sees them; undefined while they are offline. */
  asCandidate(groupId: number): Candidate | undefined {
    if (this.state === 'offline') return undefined;
    let groupLoad = 0;
    let fresh = 0;
    for (const serving of this.#serving) {
      if (serving.groupId === groupId) groupLoad += 1;
      if (serving.since >= this.#since) fresh += 1;
    }
    return {
      id: this.id,
      state: this.state,
      since: this.#since,
      isMember: this.groupId === groupId,
      load: this.#serving.size,
      groupLoad,
      fresh,
      capacity: this.capacity,
      lastTurn: this.#lastTurn,
      idleSince: Math.max(this.#since, this.#lastEnd),
    };
  }
}
