import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { accountsSearch } from '../../features/accounts/accounts-search.ts';
import { auditSearch } from '../../features/audit/audit-search.ts';
import { organizationSearch } from '../../features/organization/organization-search.ts';
import { pluginSearch } from '../../features/plugins/plugin-search.ts';
import { presenceLogSearch } from '../../features/presence-log/presence-log-search.ts';
import { quickRepliesSearch } from '../../features/quick-replies/quick-replies-search.ts';
import { rolesSearch } from '../../features/roles/roles-search.ts';
import { sessionSettingsSearch } from '../../features/session-settings/session-settings-search.ts';
import { withTexts } from '../i18n.ts';
import { rootRoute } from './root-route.ts';

const systemRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/system',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/administration/administration-layout.tsx')),
    'AdministrationLayout',
  ),
});

const systemHomeRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: '/',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/administration/administration-home.tsx')),
    'AdministrationHome',
  ),
});

const organizationRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'organization',
  validateSearch: organizationSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../../features/organization/organization-page.tsx')),
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
    withTexts(() => import('../../features/accounts/accounts-page.tsx')),
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
    withTexts(() => import('../../features/roles/roles-page.tsx')),
    'RolesPage',
  ),
});

const roleRoute = createRoute({ getParentRoute: () => rolesRoute, path: '$roleId' });

const auditRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../../features/audit/audit-page.tsx')),
    'AuditPage',
  ),
});

const quickRepliesRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'quick-replies',
  validateSearch: quickRepliesSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../../features/quick-replies/quick-replies-page.tsx')),
    'QuickRepliesPage',
  ),
});

const sessionSettingsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'session-settings',
  validateSearch: sessionSettingsSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../../features/session-settings/session-settings-page.tsx')),
    'SessionSettingsPage',
  ),
});

const tagsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'tags',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/tags/tags-page.tsx')),
    'TagsPage',
  ),
});

const serviceTypesRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'service-types',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/wrap-up/service-types-page.tsx')),
    'ServiceTypesPage',
  ),
});

const blockListRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'block-list',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/blocks/blocks-page.tsx')),
    'BlocksPage',
  ),
});

const presenceLogRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'presence-log',
  validateSearch: presenceLogSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../../features/presence-log/presence-log-page.tsx')),
    'PresenceLogPage',
  ),
});

const supervisionSettingsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'supervision-settings',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/supervision-settings/supervision-settings-page.tsx')),
    'SupervisionSettingsPage',
  ),
});

const satisfactionSettingsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'satisfaction',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/satisfaction-settings/satisfaction-settings-page.tsx')),
    'SatisfactionSettingsPage',
  ),
});

const pluginsRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'plugins',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/plugins/plugins-page.tsx')),
    'PluginsPage',
  ),
});

const installPluginRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'plugins/install',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/plugins/install/install-page.tsx')),
    'InstallPage',
  ),
});

const pluginRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'plugins/$pluginId',
  validateSearch: pluginSearch,
  component: lazyRouteComponent(
    withTexts(() => import('../../features/plugins/plugin-page.tsx')),
    'PluginPage',
  ),
});

const statusRoute = createRoute({
  getParentRoute: () => systemRoute,
  path: 'status',
  component: lazyRouteComponent(
    withTexts(() => import('../../features/system/system-page.tsx')),
    'SystemPage',
  ),
});

/** What administrators set up and look after. */
export const systemRoutes = systemRoute.addChildren([
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
]);
