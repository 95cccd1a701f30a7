export { registerMarkedMessageRoutes } from './marked-messages.routes.ts';
