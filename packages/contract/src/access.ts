import type { Permission } from './permissions.ts';

/**
 * Who may call a route:
 * - `public`: anybody
 * - `visitor`: whoever holds a visitor token, for what is theirs
 * - `account`: whoever is signed in
 * - `account-any`: signed in, even while a new password is still owed
 * - a permission: signed in and granted
 */
export type Access = 'public' | 'visitor' | 'account' | 'account-any' | Permission;

/** What of the organization tree a route can reach; `verify:access` proves each. */
export type Scope =
  /** Nothing that belongs to anybody: the same for all. */
  | 'none'
  /** Only what belongs to the caller: their session, profile, conversation. */
  | 'own'
  /** The whole desk: roles, system. */
  | 'desk'
  /** A list: what lies in the caller's unit and below, narrowed by the current unit. */
  | 'list'
  /** One thing, named by a parameter, that must lie in the caller's unit or below; else `not_found`. */
  | { readonly item: ScopedItem; readonly param: string };

export type ScopedItem =
  | 'conversation'
  | 'channel'
  | 'org-unit'
  | 'account'
  | 'quick-reply'
  | 'tag'
  | 'service-type'
  | 'block'
  | 'contact'
  | 'held-message'
  | 'visitor';
