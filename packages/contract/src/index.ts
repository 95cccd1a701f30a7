import { accountRoutes } from './accounts.ts';
import { agentRoutes } from './agents.ts';
import { apiTokenRoutes } from './api-tokens.ts';
import { auditRoutes } from './audit.ts';
import { channelRoutes } from './channels.ts';
import { conversationRoutes } from './conversations.ts';
import { explainAccessRoutes } from './explain-access.ts';
import { fileRoutes } from './files.ts';
import { historyRoutes } from './history.ts';
import { identityRoutes } from './identity.ts';
import { leftMessageRoutes } from './left-messages.ts';
import { orgUnitRoutes } from './org-units.ts';
import { passkeyRoutes } from './passkeys.ts';
import { quickReplyRoutes } from './quick-replies.ts';
import { reportRoutes } from './reports.ts';
import { roleRoutes } from './roles.ts';
import type { RouteDefinition, RouteInput, RouteOutput } from './route.ts';
import { routingRoutes } from './routing.ts';
import { sessionRoutes } from './sessions.ts';
import { setupRoutes } from './setup.ts';
import { singleSignOnRoutes } from './single-sign-on.ts';
import { systemRoutes } from './system.ts';
import { twoFactorRoutes } from './two-factor.ts';
import { visitorRoutes } from './visitors.ts';

export * from './accounts.ts';
export * from './agents.ts';
export * from './api-tokens.ts';
export * from './audit.ts';
export * from './channels.ts';
export * from './conversations.ts';
export * from './errors.ts';
export * from './explain-access.ts';
export * from './files.ts';
export * from './history.ts';
export * from './identity.ts';
export * from './left-messages.ts';
export * from './limits.ts';
export * from './messages.ts';
export * from './org-units.ts';
export * from './passkeys.ts';
export * from './permissions.ts';
export * from './primitives.ts';
export * from './quick-replies.ts';
export * from './realtime.ts';
export * from './reports.ts';
export * from './roles.ts';
export * from './route.ts';
export * from './routing.ts';
export * from './satisfaction.ts';
export * from './sessions.ts';
export * from './setup.ts';
export * from './single-sign-on.ts';
export * from './system.ts';
export * from './two-factor.ts';
export * from './visitors.ts';

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
  channels: channelRoutes,
  conversations: conversationRoutes,
  leftMessages: leftMessageRoutes,
  history: historyRoutes,
  reports: reportRoutes,
  routing: routingRoutes,
  visitors: visitorRoutes,
  quickReplies: quickReplyRoutes,
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
