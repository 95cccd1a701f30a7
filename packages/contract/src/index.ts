import { accountRoutes } from './accounts.ts';
import { agentRoutes } from './agents.ts';
import { apiTokenRoutes } from './api-tokens.ts';
import { auditRoutes } from './audit.ts';
import { blockRoutes } from './blocks.ts';
import { channelRoutes } from './channels.ts';
import { contactRoutes } from './contacts.ts';
import { conversationRoutes } from './conversations.ts';
import { deliveryRoutes } from './deliveries.ts';
import { explainAccessRoutes } from './explain-access.ts';
import { fileRoutes } from './files.ts';
import { heldMessageRoutes } from './held-messages.ts';
import { historyRoutes } from './history.ts';
import { identityRoutes } from './identity.ts';
import { inboundRoutes } from './inbound.ts';
import { invitationRoutes } from './invitations.ts';
import { leftMessageRoutes } from './left-messages.ts';
import { markedMessageRoutes } from './marked-messages.ts';
import { onlineVisitorRoutes } from './online-visitors.ts';
import { orgUnitRoutes } from './org-units.ts';
import { passkeyRoutes } from './passkeys.ts';
import { pluginJobRoutes } from './plugin-jobs.ts';
import { pluginRoutes } from './plugins.ts';
import { preChatRoutes } from './pre-chat.ts';
import { presenceLogRoutes } from './presence-log.ts';
import { queueRoutes } from './queue.ts';
import { quickReplyRoutes } from './quick-replies.ts';
import { reportRoutes } from './reports.ts';
import { roleRoutes } from './roles.ts';
import type { RouteDefinition, RouteInput, RouteOutput } from './route.ts';
import { routingRoutes } from './routing.ts';
import { satisfactionRoutes } from './satisfaction.ts';
import { scheduledMessageRoutes } from './scheduled-messages.ts';
import { sessionSettingsRoutes } from './session-settings.ts';
import { sessionRoutes } from './sessions.ts';
import { setupRoutes } from './setup.ts';
import { simulationRoutes } from './simulation.ts';
import { singleSignOnRoutes } from './single-sign-on.ts';
import { supervisionRoutes } from './supervision.ts';
import { systemRoutes } from './system.ts';
import { tagRoutes } from './tags.ts';
import { transferOfferRoutes } from './transfer-offers.ts';
import { twoFactorRoutes } from './two-factor.ts';
import { visitorRoutes } from './visitors.ts';
import { serviceTypeRoutes, wrapUpRoutes } from './wrap-ups.ts';

export * from './access.ts';
export * from './accounts.ts';
export * from './agents.ts';
export * from './api-tokens.ts';
export * from './audit.ts';
export * from './blocks.ts';
export * from './channel-kinds.ts';
export * from './channel-state.ts';
export * from './channels.ts';
export * from './contacts.ts';
export * from './conversation.ts';
export * from './conversation-events.ts';
export * from './conversations.ts';
export * from './deliveries.ts';
export * from './errors.ts';
export * from './explain-access.ts';
export * from './files.ts';
export * from './held-messages.ts';
export * from './history.ts';
export * from './identity.ts';
export * from './inbound.ts';
export * from './invitations.ts';
export * from './left-messages.ts';
export * from './limits.ts';
export * from './marked-messages.ts';
export * from './messages.ts';
export * from './online-visitors.ts';
export * from './org-units.ts';
export * from './passkeys.ts';
export * from './permissions.ts';
export * from './plugin.ts';
export * from './plugin-jobs.ts';
export * from './plugin-packages.ts';
export * from './plugins.ts';
export * from './pre-chat.ts';
export * from './presence-log.ts';
export * from './primitives.ts';
export * from './queue.ts';
export * from './quick-replies.ts';
export * from './realtime.ts';
export * from './reports.ts';
export * from './resources.ts';
export * from './roles.ts';
export * from './route.ts';
export * from './routing.ts';
export * from './satisfaction.ts';
export * from './scheduled-messages.ts';
export * from './session-settings.ts';
export * from './sessions.ts';
export * from './setup.ts';
export * from './simulation.ts';
export * from './single-sign-on.ts';
export * from './supervision.ts';
export * from './system.ts';
export * from './tags.ts';
export * from './transfer-offers.ts';
export * from './two-factor.ts';
export * from './visitors.ts';
export * from './web-channel-settings.ts';
export * from './wrap-ups.ts';

/** Every route of the product, by noun and verb. */
export const routes = {
  identity: identityRoutes,
  sessions: sessionRoutes,
  twoFactor: twoFactorRoutes,
  passkeys: passkeyRoutes,
  singleSignOn: singleSignOnRoutes,
  apiTokens: apiTokenRoutes,
  accounts: accountRoutes,
  roles: roleRoutes,
  orgUnits: orgUnitRoutes,
  explainAccess: explainAccessRoutes,
  audit: auditRoutes,
  setup: setupRoutes,
  agents: agentRoutes,
  presenceLog: presenceLogRoutes,
  channels: channelRoutes,
  plugins: pluginRoutes,
  conversations: conversationRoutes,
  deliveries: deliveryRoutes,
  inbound: inboundRoutes,
  leftMessages: leftMessageRoutes,
  preChat: preChatRoutes,
  heldMessages: heldMessageRoutes,
  pluginJobs: pluginJobRoutes,
  markedMessages: markedMessageRoutes,
  scheduledMessages: scheduledMessageRoutes,
  transferOffers: transferOfferRoutes,
  history: historyRoutes,
  reports: reportRoutes,
  satisfaction: satisfactionRoutes,
  queue: queueRoutes,
  routing: routingRoutes,
  supervision: supervisionRoutes,
  sessionSettings: sessionSettingsRoutes,
  simulation: simulationRoutes,
  visitors: visitorRoutes,
  onlineVisitors: onlineVisitorRoutes,
  invitations: invitationRoutes,
  quickReplies: quickReplyRoutes,
  tags: tagRoutes,
  wrapUps: wrapUpRoutes,
  serviceTypes: serviceTypeRoutes,
  blocks: blockRoutes,
  contacts: contactRoutes,
  files: fileRoutes,
  system: systemRoutes,
} as const;

type Flatten<T> = { [N in keyof T]: T[N][keyof T[N]] }[keyof T];
type AnyRoute = Extract<Flatten<typeof routes>, RouteDefinition>;

/**
 * `'GET /api/conversations'` → what goes in and what comes out. Types only: a browser calls routes by their key and
 * never carries a schema.
 */
export type RouteTable = {
  [R in AnyRoute as `${R['method']} ${R['path']}`]: { input: RouteInput<R>; output: RouteOutput<R> };
};
export type RouteKey = keyof RouteTable;
