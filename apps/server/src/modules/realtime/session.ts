import type { ServerFrame } from '@cskefu/contract';
import type { Connection, Follower } from '../../platform/realtime/index.ts';
import { type AccountActor, reaches } from '../access/index.ts';
import type { ConversationHead } from './lookups.ts';

/** A visitor as their connection knows them. */
export interface VisitorIdentity {
  readonly kind: 'visitor';
  readonly id: string;
  readonly channelId: string;
  readonly name: string;
  /** The channel shows drafts to agents. */
  readonly showsDraft: boolean;
}

export interface AgentIdentity {
  readonly kind: 'agent';
  readonly id: string;
  readonly name: string;
  readonly account: AccountActor;
  /** Its lists show what lies in this unit or below. */
  readonly scopeId: number;
  /** Which session of the account this is: signing out ends it. */
  readonly sessionToken: string | null;
}

export type Identity = VisitorIdentity | AgentIdentity;

/** Whoever does not is told only of what they may do. */
export const seesConversations = ({ account }: AgentIdentity) => account.permissions.has('conversations:read');

/** Whether an agent may see a conversation: it lies in their reach, or they serve it. */
export function maySee(identity: AgentIdentity, head: ConversationHead): boolean {
  return (
    head.agentId === identity.id || (seesConversations(identity) && reaches(identity.account, head.skillGroupPath))
  );
}

/** The same, from what is held in memory, for a place that a conversation has come to. */
export function maySeeIn(
  identity: AgentIdentity,
  { skillGroupId, agentId }: { skillGroupId: number; agentId: string | null },
  isWithin: (unitId: number, scopeId: number) => boolean,
): boolean {
  return (
    agentId === identity.id || (seesConversations(identity) && isWithin(skillGroupId, identity.account.orgUnit.id))
  );
}

/** A connection that has said hello: who it is, what it follows, and its lane of work. */
export class Session<I extends Identity = Identity> implements Follower {
  readonly connection: Connection;
  readonly identity: I;
  readonly followed = new Set<string>();
  /** Messages without an answer. */
  inFlight = 0;
  #lane: Promise<void> | null = null;

  constructor(connection: Connection, identity: I) {
    this.connection = connection;
    this.identity = identity;
  }

  /** A visitor never gets what stays in the house. */
  get isGuest(): boolean {
    return this.identity.kind === 'visitor';
  }

  deliver(frame: Buffer): void {
    this.connection.deliver(frame);
  }

  whenWritable(): Promise<void> | undefined {
    return this.connection.whenWritable();
  }

  send(frame: ServerFrame): void {
    this.connection.send(frame);
  }

  /**
   * Does things in the order in which they came: at once where that is possible, else after what is still under way. Work that has to
   * wait answers with a promise.
   */
  inOrder(work: () => Promise<void> | undefined): void {
    if (this.#lane) this.#occupy(this.#lane.then(work));
    else {
      const started = work();
      if (started) this.#occupy(started);
    }
  }

  #occupy(work: Promise<void>): void {
    const lane = work.finally(() => {
      if (this.#lane === lane) this.#lane = null;
    });
    this.#lane = lane;
  }
}
