export { createRouter } from './router.ts';
export { registerRoutingRoutes } from './routing.routes.ts';
