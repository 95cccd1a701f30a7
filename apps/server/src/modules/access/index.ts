export {
  type AccountActor,
  type AccountRecord,
  type Actor,
  eventActorOf,
  NOBODY,
  SYSTEM,
  type SystemActor,
  type VisitorActor,
} from './actor.ts';
export { type Authenticator, createAuthenticator } from './authenticate.ts';
export { authorize } from './authorize.ts';
export { actorFor } from './grants.ts';
export { createRouteRegistrar, isOwnOrigin, type RegisterRoute } from './register-route.ts';
export { visibleUnits } from './scope.ts';
export { createUseCaseRunner, type RunUseCase, type UseCase, type UseCaseContext } from './use-case.ts';
export { createVisitorTokens, type VisitorTokens } from './visitor-token.ts';
