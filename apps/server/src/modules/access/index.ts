export {
  type AccountActor,
  type AccountRecord,
  type AccountRole,
  type Actor,
  SYSTEM,
  type SystemActor,
  type VisitorActor,
} from './actor.ts';
export { type Authenticator, createAuthenticator } from './authenticate.ts';
export { authorize } from './authorize.ts';
export { actorFor } from './grants.ts';
export { createRouteRegistrar, isOwnOrigin, type RegisterRoute, refuseForeignOrigin } from './register-route.ts';
export { holdsAll, mayAppoint, mayServe, requireRightsOver } from './rights.ts';
export { rolesOfAccount } from './roles-of-account.ts';
export { reaches } from './scope.ts';
export { createUseCaseRunner, type RunUseCase, type UseCaseContext } from './use-case.ts';
export { createVisitorTokens, type VisitorTokens } from './visitor-token.ts';
