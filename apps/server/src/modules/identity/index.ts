export { findAccount, findAccountBySessionToken } from './accounts.store.ts';
export { type Auth, createAuth } from './auth.ts';
export { createAccount, type NewAccount } from './create-account.ts';
export { type IdentityDependencies, registerIdentityRoutes } from './identity.routes.ts';
export { readSessionToken } from './session-token.ts';
