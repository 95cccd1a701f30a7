import type { InboxView } from '@cskefu/contract';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { accountsSearch } from '../features/accounts/accounts-search.ts';
import { auditSearch } from '../features/audit/audit-search.ts';
import { historySearch } from '../features/history/history-search.ts';
import { leftMessagesSearch } from '../features/left-messages/left-messages-search.ts';
import { organizationSearch } from '../features/organization/organization-search.ts';
import { queueSearch } from '../features/queue/queue-search.ts';
import { quickRepliesSearch } from '../features/quick-replies/quick-replies-search.ts';
import { rolesSearch } from '../features/roles/roles-search.ts';
import { Home } from '../features/setup/home.tsx';
import { setupSearch } from '../features/setup/setup-search.ts';
import { Shell } from '../features/shell/shell.tsx';
import { userCentreSearch } from '../features/user-centre/user-centre-search.ts';
import { WorkbenchPage } from '../features/workbench/workbench-page.tsx';
import { Broken } from './error-boundary.tsx';

// Frame and workbench come with the first file: they are what nearly every visit is for. All other pages come when needed.
const rootRoute = createRootRoute({ component: Shell });

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: setupSearch,
  component: lazyRouteComponent(() => import('../features/setup/setup-page.tsx'), 'SetupPage'),
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
  component: lazyRouteComponent(() => import('../features/queue/queue-page.tsx'), 'QueuePage'),
});

const historyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/history',
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import('../features/history/history-page.tsx'), 'HistoryPage'),
});

const markedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/marked',
  component: lazyRouteComponent(() => import('../features/marked/marked-page.tsx'), 'MarkedPage'),
});

/** One transcript beside the list. */
const transcriptRoute = createRoute({ getParentRoute: () => historyRoute, path: '$conversationId' });

const leftMessagesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/left-messages',
  validateSearch: leftMessagesSearch,
  component: lazyRouteComponent(() => import('../features/left-messages/left-messages-page.tsx'), 'LeftMessagesPage'),
});

const channelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/channels',
  component: lazyRouteComponent(() => import('../features/channels/channels-page.tsx'), 'ChannelsPage'),
});

const channelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/channels/$channelId',
  component: lazyRouteComponent(() => import('../features/channels/channel-page.tsx'), 'ChannelPage'),
});

const systemRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/system',
  component: lazyRouteComponent(
    () => import('../features/administration/administration-layout.tsx'),
    'AdministrationLayout',
  ),
});

const systemHomeRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: '/',
  component: lazyRouteComponent(
    () => import('../features/administration/administration-home.tsx'),
    'AdministrationHome',
  ),
});

const organizationRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'organization',
  validateSearch: organizationSearch,
  component: lazyRouteComponent(() => import('../features/organization/organization-page.tsx'), 'OrganizationPage'),
});

/** The tree stays as it is while one unit follows the other. */
const orgUnitRoute = createRoute({ getParentRoute: () => organizationRoute, path: '$unitId' });

const accountsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'accounts',
  validateSearch: accountsSearch,
  component: lazyRouteComponent(() => import('../features/accounts/accounts-page.tsx'), 'AccountsPage'),
});

/** One account, or `new`, or `import`, beside the list. */
const accountRoute = createRoute({ getParentRoute: () => accountsRoute, path: '$accountId' });

const rolesRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'roles',
  validateSearch: rolesSearch,
  component: lazyRouteComponent(() => import('../features/roles/roles-page.tsx'), 'RolesPage'),
});

const roleRoute = createRoute({ getParentRoute: () => rolesRoute, path: '$roleId' });

const auditRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
});

const quickRepliesRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'quick-replies',
  validateSearch: quickRepliesSearch,
  component: lazyRouteComponent(() => import('../features/quick-replies/quick-replies-page.tsx'), 'QuickRepliesPage'),
});

const statusRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'status',
  component: lazyRouteComponent(() => import('../features/system/system-page.tsx'), 'SystemPage'),
});

const meRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/me',
  validateSearch: userCentreSearch,
  component: lazyRouteComponent(() => import('../features/user-centre/user-centre-page.tsx'), 'UserCentrePage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    setupRoute,
    workbenchRoute.addChildren([conversationRoute]),
    queueRoute,
    historyRoute.addChildren([transcriptRoute]),
    leftMessagesRoute,
    markedRoute,
    channelsRoute,
    channelRoute,
    systemRoute.addChildren([
      systemHomeRoute,
      organizationRoute.addChildren([orgUnitRoute]),
      accountsRoute.addChildren([accountRoute]),
      rolesRoute.addChildren([roleRoute]),
      quickRepliesRoute,
      auditRoute,
      statusRoute,
    ]),
    meRoute,
  ]),
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: lazyRouteComponent(() => import('../features/shell/not-found.tsx'), 'NotFound'),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
