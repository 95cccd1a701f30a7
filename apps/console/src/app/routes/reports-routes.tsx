import { createRoute, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { reportsSearch } from '../../features/reports/reports-search.ts';
import { withTexts } from '../i18n.ts';
import { rootRoute } from './root-route.ts';

const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/reports/reports-layout.tsx')),
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
    withTexts(() => import('../../features/reports/agents-page.tsx')),
    'AgentsPage',
  ),
});

const satisfactionReportRoute = createRoute({
  getParentRoute: () => reportsRoute,
  path: 'satisfaction',
  validateSearch: reportsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../../features/reports/satisfaction-page.tsx')),
    'SatisfactionPage',
  ),
});

/** One transcript beside the ratings. */
const ratedTranscriptRoute = createRoute({ getParentRoute: () => satisfactionReportRoute, path: '$conversationId' });

const whatIfRoute = createRoute({
  getParentRoute: () => reportsRoute,
  path: 'what-if',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/reports/what-if-page.tsx')),
    'WhatIfPage',
  ),
});

export const reportsRoutes = reportsRoute.addChildren([
  reportsHomeRoute,
  agentReportRoute,
  satisfactionReportRoute.addChildren([ratedTranscriptRoute]),
  whatIfRoute,
]);
