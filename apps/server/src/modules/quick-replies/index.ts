export { registerQuickReplyRoutes } from './quick-replies.routes.ts';
