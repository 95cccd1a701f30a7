export { createAdmitVisitor } from './admit-visitor.ts';
export { findPreChatArrival, groupToBeginIn } from './before-first-word.ts';
export { registerPreChatRoutes } from './pre-chat.routes.ts';
