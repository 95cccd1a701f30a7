export { type AccountsDependencies, registerAccountRoutes } from './accounts.routes.ts';
