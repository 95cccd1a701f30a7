export { registerInvitationRoutes } from './invitations.routes.ts';
export { createInvitations } from './invitations.ts';
