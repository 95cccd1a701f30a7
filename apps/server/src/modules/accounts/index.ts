export { registerAccountRoutes } from './accounts.routes.ts';
export { confirmByPassword } from './confirm-password.ts';
