export { registerApiReference } from './api-reference.ts';
export { registerSystemRoutes } from './system.routes.ts';
