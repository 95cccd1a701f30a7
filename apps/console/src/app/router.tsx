import type { InboxView } from '@cskefu/contract';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { accountsSearch } from '../features/accounts/accounts-search.ts';
import { auditSearch } from '../features/audit/audit-search.ts';
import { channelSearch, newChannelSearch } from '../features/channels/channel-search.ts';
import { historySearch } from '../features/history/history-search.ts';
import { leftMessagesSearch } from '../features/left-messages/left-messages-search.ts';
import { organizationSearch } from '../features/organization/organization-search.ts';
import { pluginSearch } from '../features/plugins/plugin-search.ts';
import { presenceLogSearch } from '../features/presence-log/presence-log-search.ts';
import { queueSearch } from '../features/queue/queue-search.ts';
import { quickRepliesSearch } from '../features/quick-replies/quick-replies-search.ts';
import { reportsSearch } from '../features/reports/reports-search.ts';
import { rolesSearch } from '../features/roles/roles-search.ts';
import { sessionSettingsSearch } from '../features/session-settings/session-settings-search.ts';
import { Home } from '../features/setup/home.tsx';
import { setupSearch } from '../features/setup/setup-search.ts';
import { Shell } from '../features/shell/shell.tsx';
import { supervisionSearch } from '../features/supervision/supervision-search.ts';
import { userCentreSearch } from '../features/user-centre/user-centre-search.ts';
import { visitorsSearch } from '../features/visitors/visitors-search.ts';
import { WorkbenchPage } from '../features/workbench/workbench-page.tsx';
import { followUpsSearch } from '../features/wrap-up/follow-ups-search.ts';
import { Broken } from './error-boundary.tsx';
import { withTexts } from './i18n.ts';

// Frame and workbench come with the first file: they are what nearly every visit is for. All other pages come when needed.
const rootRoute = createRootRoute({ component: Shell });

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: setupSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/setup/setup-page.tsx')),
    'SetupPage',
  ),
});

const isView = (value: unknown): value is InboxView =>
  value === 'mine' || value === 'snoozed' || value === 'waiting' || value === 'closed';

const workbenchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/workbench',
  validateSearch: (search: Record<string, unknown>): { view?: InboxView } =>
    isView(search['view']) ? { view: search['view'] } : {},
  component: WorkbenchPage,
});

/** The thread stands inside the workbench, which stays as it is while one conversation follows the other. */
const conversationRoute = createRoute({ getParentRoute: () => workbenchRoute, path: '$conversationId' });

const queueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/queue',
  validateSearch: queueSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/queue/queue-page.tsx')),
    'QueuePage',
  ),
});

const visitorsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/visitors',
  validateSearch: visitorsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/visitors/visitors-page.tsx')),
    'VisitorsPage',
  ),
});

/** One visitor beside the list. */
const visitorRoute = createRoute({ getParentRoute: () => visitorsRoute, path: '$visitorId' });

const historyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/history',
  validateSearch: historySearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/history/history-page.tsx')),
    'HistoryPage',
  ),
});

const markedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/marked',
  component: lazyRouteComponent(
    withTexts(() => import('../features/marked/marked-page.tsx')),
    'MarkedPage',
  ),
});

/** One transcript beside the list. */
const transcriptRoute = createRoute({ getParentRoute: () => historyRoute, path: '$conversationId' });

const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports',
  component: lazyRouteComponent(
    withTexts(() => import('../features/reports/reports-layout.tsx')),
    'ReportsLayout',
  ),
});

const reportsHomeRoute = createRoute({
  getParentRoute: () => reportsRoute,
  path: '/',
  component: () => <Navigate to="/reports/agents" replace />,
});

const agentReportRoute = createRoute({
  getParentRoute: () => reportsRoute,
  path: 'agents',
  validateSearch: reportsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/reports/agents-page.tsx')),
    'AgentsPage',
  ),
});

const satisfactionReportRoute = createRoute({
  getParentRoute: () => reportsRoute,
  path: 'satisfaction',
  validateSearch: reportsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/reports/satisfaction-page.tsx')),
    'SatisfactionPage',
  ),
});

/** One transcript beside the ratings. */
const ratedTranscriptRoute = createRoute({ getParentRoute: () => satisfactionReportRoute, path: '$conversationId' });

const whatIfRoute = createRoute({
  getParentRoute: () => reportsRoute,
  path: 'what-if',
  component: lazyRouteComponent(
    withTexts(() => import('../features/reports/what-if-page.tsx')),
    'WhatIfPage',
  ),
});

const leftMessagesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/left-messages',
  validateSearch: leftMessagesSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/left-messages/left-messages-page.tsx')),
    'LeftMessagesPage',
  ),
});

const heldMessagesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/held-messages',
  component: lazyRouteComponent(
    withTexts(() => import('../features/held-messages/held-messages-page.tsx')),
    'HeldMessagesPage',
  ),
});

const supervisionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/supervision',
  validateSearch: supervisionSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/supervision/supervision-page.tsx')),
    'SupervisionPage',
  ),
});

const channelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/channels',
  component: lazyRouteComponent(
    withTexts(() => import('../features/channels/channels-page.tsx')),
    'ChannelsPage',
  ),
});

const newChannelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/channels/new',
  validateSearch: newChannelSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/channels/outside/new-channel-page.tsx')),
    'NewChannelPage',
  ),
});

const channelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/channels/$channelId',
  validateSearch: channelSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/channels/channel-page.tsx')),
    'ChannelPage',
  ),
});

const systemRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/system',
  component: lazyRouteComponent(
    withTexts(() => import('../features/administration/administration-layout.tsx')),
    'AdministrationLayout',
  ),
});

const systemHomeRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: '/',
  component: lazyRouteComponent(
    withTexts(() => import('../features/administration/administration-home.tsx')),
    'AdministrationHome',
  ),
});

const organizationRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'organization',
  validateSearch: organizationSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/organization/organization-page.tsx')),
    'OrganizationPage',
  ),
});

/** The tree stays as it is while one unit follows the other. */
const orgUnitRoute = createRoute({ getParentRoute: () => organizationRoute, path: '$unitId' });

const accountsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'accounts',
  validateSearch: accountsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/accounts/accounts-page.tsx')),
    'AccountsPage',
  ),
});

/** One account, or `new`, or `import`, beside the list. */
const accountRoute = createRoute({ getParentRoute: () => accountsRoute, path: '$accountId' });

const rolesRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'roles',
  validateSearch: rolesSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/roles/roles-page.tsx')),
    'RolesPage',
  ),
});

const roleRoute = createRoute({ getParentRoute: () => rolesRoute, path: '$roleId' });

const auditRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/audit/audit-page.tsx')),
    'AuditPage',
  ),
});

const quickRepliesRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'quick-replies',
  validateSearch: quickRepliesSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/quick-replies/quick-replies-page.tsx')),
    'QuickRepliesPage',
  ),
});

const sessionSettingsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'session-settings',
  validateSearch: sessionSettingsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/session-settings/session-settings-page.tsx')),
    'SessionSettingsPage',
  ),
});

const tagsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'tags',
  component: lazyRouteComponent(
    withTexts(() => import('../features/tags/tags-page.tsx')),
    'TagsPage',
  ),
});

const serviceTypesRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'service-types',
  component: lazyRouteComponent(
    withTexts(() => import('../features/wrap-up/service-types-page.tsx')),
    'ServiceTypesPage',
  ),
});

const blockListRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'block-list',
  component: lazyRouteComponent(
    withTexts(() => import('../features/blocks/blocks-page.tsx')),
    'BlocksPage',
  ),
});

const followUpsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/follow-ups',
  validateSearch: followUpsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/wrap-up/follow-ups-page.tsx')),
    'FollowUpsPage',
  ),
});

const presenceLogRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'presence-log',
  validateSearch: presenceLogSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/presence-log/presence-log-page.tsx')),
    'PresenceLogPage',
  ),
});

const supervisionSettingsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'supervision-settings',
  component: lazyRouteComponent(
    withTexts(() => import('../features/supervision-settings/supervision-settings-page.tsx')),
    'SupervisionSettingsPage',
  ),
});

const satisfactionSettingsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'satisfaction',
  component: lazyRouteComponent(
    withTexts(() => import('../features/satisfaction-settings/satisfaction-settings-page.tsx')),
    'SatisfactionSettingsPage',
  ),
});

const pluginsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'plugins',
  component: lazyRouteComponent(
    withTexts(() => import('../features/plugins/plugins-page.tsx')),
    'PluginsPage',
  ),
});

const installPluginRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'plugins/install',
  component: lazyRouteComponent(
    withTexts(() => import('../features/plugins/install/install-page.tsx')),
    'InstallPage',
  ),
});

const pluginRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'plugins/$pluginId',
  validateSearch: pluginSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/plugins/plugin-page.tsx')),
    'PluginPage',
  ),
});

const statusRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'status',
  component: lazyRouteComponent(
    withTexts(() => import('../features/system/system-page.tsx')),
    'SystemPage',
  ),
});

const meRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/me',
  validateSearch: userCentreSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/user-centre/user-centre-page.tsx')),
    'UserCentrePage',
  ),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    setupRoute,
    workbenchRoute.addChildren([conversationRoute]),
    queueRoute,
    visitorsRoute.addChildren([visitorRoute]),
    historyRoute.addChildren([transcriptRoute]),
    supervisionRoute,
    heldMessagesRoute,
    markedRoute,
    followUpsRoute,
    reportsRoute.addChildren([
      reportsHomeRoute,
      agentReportRoute,
      satisfactionReportRoute.addChildren([ratedTranscriptRoute]),
      whatIfRoute,
    ]),
    leftMessagesRoute,
    channelsRoute,
    newChannelRoute,
    channelRoute,
    systemRoute.addChildren([
      systemHomeRoute,
      organizationRoute.addChildren([orgUnitRoute]),
      accountsRoute.addChildren([accountRoute]),
      rolesRoute.addChildren([roleRoute]),
      sessionSettingsRoute,
      quickRepliesRoute,
      tagsRoute,
      serviceTypesRoute,
      blockListRoute,
      satisfactionSettingsRoute,
      auditRoute,
      presenceLogRoute,
      supervisionSettingsRoute,
      pluginsRoute,
      installPluginRoute,
      pluginRoute,
      statusRoute,
    ]),
    meRoute,
  ]),
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: lazyRouteComponent(
    withTexts(() => import('../features/shell/not-found.tsx')),
    'NotFound',
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
