export { findAccountBySessionToken } from './accounts.store.ts';
export { type Auth, createAuth } from './auth.ts';
export { createAccount } from './create-account.ts';
export { registerIdentityRoutes } from './identity.routes.ts';
export { readSessionToken } from './session-token.ts';
