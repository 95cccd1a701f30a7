export { registerPresenceLogRoutes } from './presence-log.routes.ts';
