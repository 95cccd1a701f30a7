export { registerSetupRoutes } from './setup.routes.ts';
