import type { InboxView } from '@cskefu/contract';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Shell } from '../features/shell/shell.tsx';
import { userCentreSearch } from '../features/user-centre/user-centre-search.ts';
import { WorkbenchPage } from '../features/workbench/workbench-page.tsx';
import { Broken } from './error-boundary.tsx';

// Frame and workbench come with the first file: they are what nearly every visit is for. All other pages come when needed.
const rootRoute = createRootRoute({ component: Shell });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/workbench', replace: true });
  },
});

const isView = (value: unknown): value is InboxView => value === 'mine' || value === 'waiting' || value === 'closed';

const workbenchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/workbench',
  validateSearch: (search: Record<string, unknown>): { view?: InboxView } =>
    isView(search['view']) ? { view: search['view'] } : {},
  component: WorkbenchPage,
});

/** The thread stands inside the workbench, which stays as it is while one conversation follows the other. */
const conversationRoute = createRoute({ getParentRoute: () => workbenchRoute, path: '$conversationId' });

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
    workbenchRoute.addChildren([conversationRoute]),
    channelsRoute,
    channelRoute,
    systemRoute,
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
