export { registerInvitationRoutes } from './invitations.routes.ts';
export { createInvitations, type Invitations } from './invitations.ts';
