import type { Permission } from '@cskefu/contract';
import type { EventActor } from '../../platform/events/index.ts';
import type { Reach } from '../organization/index.ts';

/** A visitor, known by a signed token. */
export interface VisitorActor {
  readonly kind: 'visitor';
  readonly id: string;
  readonly channelId: string;
}

export interface AccountRole {
  readonly id: number;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** An account with what decides over its rights. */
export interface AccountRecord {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly locale: string;
  readonly orgUnit: Reach & { readonly name: string };
  readonly roles: readonly AccountRole[];
  readonly isSuperAdministrator: boolean;
  readonly isAdministrator: boolean;
  readonly isAgent: boolean;
  readonly mustChangePassword: boolean;
}

/** A signed-in account with what it may do, over its org unit and everything below. */
export interface AccountActor extends Omit<AccountRecord, 'mustChangePassword'> {
  readonly kind: 'account';
  /** The current unit: lists show what lies in it or below. The own one, or one below that. */
  readonly scope: Reach;
  readonly passwordChangeRequired: boolean;
  readonly permissions: ReadonlySet<Permission>;
  /** A program with an API token: what the token was made for. Absent: a person in a browser. */
  readonly tokenPermissions?: ReadonlySet<Permission>;
  /** Where the request comes from. */
  readonly address: string | null;
}

/** The desk itself: routing, timers, clean-up. */
export interface SystemActor {
  readonly kind: 'system';
}

export type Actor = VisitorActor | AccountActor | SystemActor | { readonly kind: 'nobody' };

export const SYSTEM: SystemActor = { kind: 'system' };
export const NOBODY = { kind: 'nobody' } as const;

/** How the event log names an actor. */
export function eventActorOf(actor: Actor): EventActor {
  switch (actor.kind) {
    case 'visitor':
      return { kind: 'visitor', id: actor.id };
    case 'account':
      return { kind: 'agent', id: actor.id, address: actor.address };
    case 'system':
    case 'nobody':
      return { kind: 'system', id: null };
  }
}
