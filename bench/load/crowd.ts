import { FIRST_SEQ } from '../desk/populate.ts';
import type { FrameTemplate } from './frame-socket.ts';
import { FramesOfRound } from './frames-of-round.ts';
import { Ledger } from './ledger.ts';
import type { LoadPlan } from './load-plan.ts';
import { Member } from './member.ts';

const CONNECTING_AT_ONCE = 50;

/** All visitors and agents of a plan, connected, each on a socket of its own. */
export class Crowd {
  readonly ledger: Ledger;
  readonly #plan: LoadPlan;
  readonly #visitors: Member[] = [];
  readonly #agents: Member[] = [];
  /** Called with the milliseconds that a message took to the other side's client. */
  onArrival: (milliseconds: number) => void = () => {};
  onRefusal: () => void = () => {};

  constructor(plan: LoadPlan) {
    this.#plan = plan;
    this.ledger = new Ledger(plan.visitorTokens.length, FIRST_SEQ);
  }

  async connect(): Promise<void> {
    const { agentCookies, visitorTokens } = this.#plan;
    const joins = [
      ...agentCookies.map((cookie, number) => () => this.#joinAgent(number, cookie)),
      ...visitorTokens.map((token, number) => () => this.#joinVisitor(number, token)),
    ];
    const worker = async () => {
      for (let join = joins.shift(); join; join = joins.shift()) await join().ready;
    };
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, worker));
  }

  /** Writes message `number` wherever the ledger puts it. */
  write(number: number): void {
    const conversation = this.ledger.conversationOf(number);
    if (this.ledger.authorSideOf(number) === 0) this.#visitors[conversation]?.write(number);
    else this.#agents[conversation % this.#agents.length]?.write(number);
  }

  #joinVisitor(number: number, token: string): Member {
    const frames = new FramesOfRound(this.#plan.messagePrefix, null);
    const visitor = this.#join(0, [number], { token }, (_, round) => frames.of(round));
    this.#visitors[number] = visitor;
    return visitor;
  }

  #joinAgent(number: number, cookie: string): Member {
    const { agentCookies, visitorTokens } = this.#plan;
    const frames = new Map<number, FramesOfRound>();
    for (let served = number; served < visitorTokens.length; served += agentCookies.length) {
      frames.set(served, new FramesOfRound(this.#plan.messagePrefix, this.#conversationId(served)));
    }
    const frameFor = (message: number, round: number) =>
      (frames.get(this.ledger.conversationOf(message)) as FramesOfRound).of(round);
    const agent = this.#join(1, [...frames.keys()], { cookie }, frameFor);
    this.#agents[number] = agent;
    return agent;
  }

  #join(
    side: 0 | 1,
    conversations: number[],
    credentials: { token?: string; cookie?: string },
    frameFor: (message: number, round: number) => FrameTemplate,
  ): Member {
    return new Member({
      ...credentials,
      side,
      frameFor,
      port: this.#plan.port,
      resume: conversations.map((number) => ({ conversationId: this.#conversationId(number), after: FIRST_SEQ })),
      ledger: this.ledger,
      acknowledges: this.#plan.speaks === 'desk',
      onArrival: (milliseconds) => this.onArrival(milliseconds),
      onRefusal: () => this.onRefusal(),
    });
  }

  #conversationId(number: number): string {
    return this.#plan.conversationPrefix + number.toString(16).padStart(12, '0');
  }
}
