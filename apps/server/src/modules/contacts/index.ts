export { registerContactRoutes } from './contacts.routes.ts';
export { recognizeByHints } from './recognize-by-hints.ts';
export { recognizeVisitor } from './recognize-visitor.ts';
