export { registerScheduledMessageRoutes } from './scheduled-messages.routes.ts';
export { sendScheduledMessage } from './send-scheduled-message.ts';
