/**
 * What an account may be granted: `resource:action`. One list, used by routes, the console and the documentation.
 * Granted by role over the account's org unit and everything below it.
 */
export const permissions = [
  'conversations:read',
  'conversations:serve',
  'channels:read',
  'channels:write',
  'system:operate',
] as const;

export type Permission = (typeof permissions)[number];

/**
 * Who may call a route:
 * - `public`: anybody
 * - `visitor`: whoever holds a visitor token, for what is theirs
 * - `account`: whoever is signed in
 * - `account-any`: signed in, even while a new password is still owed
 * - a permission: signed in and granted
 */
export type Access = 'public' | 'visitor' | 'account' | 'account-any' | Permission;
