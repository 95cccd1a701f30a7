export { findAccountBySessionToken } from './accounts.store.ts';
export { type Auth, createAuth } from './auth.ts';
export { createAccount } from './create-account.ts';
export { registerIdentityRoutes } from './identity.routes.ts';
export { normalizeEmail, normalizeMobile, normalizeName } from './login-names.ts';
export { isStrongPassword } from './password-rule.ts';
export { endSessions, removeSignIns } from './remove-sign-ins.ts';
export { readSessionToken } from './session-token.ts';
export { hashPassword, isPasswordOf, setPassword } from './set-password.ts';
