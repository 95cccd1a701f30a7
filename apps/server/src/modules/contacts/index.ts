export { registerContactRoutes } from './contacts.routes.ts';
export { recognizeVisitor } from './recognize-visitor.ts';
