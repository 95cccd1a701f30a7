export { ANYBODY, canReach, reachableFolder, systemFolder } from './reach.ts';
export { findOrCreateUser, findUser, isRoot, type SystemUser } from './system-user.ts';
