export { registerHeldMessageRoutes } from './held-messages.routes.ts';
