import type { InboxView } from '@cskefu/contract';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { channelSearch, channelsSearch, newChannelSearch } from '../features/channels/channel-search.ts';
import { historySearch } from '../features/history/history-search.ts';
import { leftMessagesSearch } from '../features/left-messages/left-messages-search.ts';
import { queueSearch } from '../features/queue/queue-search.ts';
import { Home } from '../features/setup/home.tsx';
import { setupSearch } from '../features/setup/setup-search.ts';
import { supervisionSearch } from '../features/supervision/supervision-search.ts';
import { userCentreSearch } from '../features/user-centre/user-centre-search.ts';
import { visitorsSearch } from '../features/visitors/visitors-search.ts';
import { WorkbenchPage } from '../features/workbench/workbench-page.tsx';
import { followUpsSearch } from '../features/wrap-up/follow-ups-search.ts';
import { Broken } from './error-boundary.tsx';
import { withTexts } from './i18n.ts';
import { reportsRoutes } from './routes/reports-routes.tsx';
import { rootRoute } from './routes/root-route.ts';
import { systemRoutes } from './routes/system-routes.ts';

// Frame and workbench come with the first file: they are what nearly every visit is for. All other pages come when needed.
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
  validateSearch: channelsSearch,
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

const followUpsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/follow-ups',
  validateSearch: followUpsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../features/wrap-up/follow-ups-page.tsx')),
    'FollowUpsPage',
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
    reportsRoutes,
    leftMessagesRoute,
    channelsRoute,
    newChannelRoute,
    channelRoute,
    systemRoutes,
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
