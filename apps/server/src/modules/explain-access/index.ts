export { registerExplainAccessRoutes } from './explain-access.routes.ts';
