import type { Permission } from '../../packages/contract/src/index.ts';

/** Where a thing lies, seen from the unit of the people. */
export const places = ['own', 'child', 'sibling', 'parent'] as const;
export type Place = (typeof places)[number];

export const people = [
  'nobody',
  'visitor',
  'administrator role',
  'supervisor',
  'senior agent',
  'agent',
  'administrator',
  'super administrator',
  'API token',
] as const;
export type Person = (typeof people)[number];

/** The built-in role of those who have one. */
export const roleOf: Partial<Record<Person, string>> = {
  'administrator role': 'administrator',
  supervisor: 'supervisor',
  'senior agent': 'senior_agent',
  agent: 'agent',
  'API token': 'administrator',
};

/** A token carries some of what its account may do. */
export const TOKEN_PERMISSIONS: readonly Permission[] = [
  'conversations:read',
  'channels:read',
  'accounts:write',
  'org-units:read',
];
