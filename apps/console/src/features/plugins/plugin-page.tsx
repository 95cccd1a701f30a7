import { ApiError } from '@cskefu/client';
import type { PluginDetail } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { BackTitle } from '../../components/back-title.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { ConditionTag } from './condition-tag.tsx';
import { JobsTab } from './detail/jobs-tab.tsx';
import { LogsTab } from './detail/logs-tab.tsx';
import { OverviewTab } from './detail/overview-tab.tsx';
import { PermissionsTab } from './detail/permissions-tab.tsx';
import { SettingsTab } from './detail/settings-tab.tsx';
import { VersionsTab } from './detail/versions-tab.tsx';
import { PluginIcon } from './plugin-icon.tsx';
import { type PluginSearch, type PluginTab, pluginTabs } from './plugin-search.ts';
import { usePluginWords } from './plugin-words.ts';
import { pluginQuery } from './plugins.ts';
import { SafeMode } from './safe-mode.tsx';
import '../../components/tone-tag.css';
import './plugins.css';

const PANEL = 'plugin-panel';

export const PluginPage = () => {
  const { t } = useTranslation();
  return may(useAccount(), 'plugins:write') ? <OnePlugin /> : <Forbidden page={t('plugins.title')} />;
};

/** One plugin: how it does, what it is set to, what it may, what it wrote, and its versions. */
const OnePlugin = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const words = usePluginWords();
  const { pluginId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery({ ...pluginQuery(pluginId), retry: false });
  const name = data && words(data.name, data.texts);
  usePageTitle(`${name ?? t('plugins.title')} · ${t('app.name')}`);
  if (data) return <LoadedPlugin key={data.id} plugin={data} name={name ?? data.id} />;
  if (error instanceof ApiError && error.code === 'not_found') {
    return (
      <Page title={t('plugins.title')}>
        <Notice icon={SearchX} title={t('plugins.notFound')} text={t('plugins.notFoundText')}>
          <Link to="/system/plugins">{t('plugins.toList')}</Link>
        </Notice>
      </Page>
    );
  }
  return (
    <Page title={error ? t('plugins.title') : <SkeletonLine width="220px" />}>
      {error ? (
        <Failure title={t('plugins.failed')} text={errorText(error)} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLine width="60%" />
      )}
    </Page>
  );
};

const LoadedPlugin = ({ plugin, name }: { plugin: PluginDetail; name: string }) => {
  const { t } = useTranslation();
  const words = usePluginWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as PluginSearch;
  const tabs = pluginTabs.filter((tab) => has(plugin, tab));
  const tab = search.tab && tabs.includes(search.tab) ? search.tab : 'overview';
  // On a phone the tabs are wider than the screen.
  useEffect(() => {
    document.getElementById(`${PANEL}-tab-${tab}`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [tab]);
  const open = (next: PluginTab) =>
    void navigate({ to: '/system/plugins/$pluginId', params: { pluginId: plugin.id }, search: { tab: next } });
  return (
    <Page
      title={
        <BackTitle to="/system/plugins" label={t('plugins.toList')} icon={<PluginIcon icon={plugin.icon} />}>
          {name}
        </BackTitle>
      }
      lead={[plugin.id, `v${plugin.version}`, plugin.description && words(plugin.description, plugin.texts)]
        .filter(Boolean)
        .join(' · ')}
      acts={<ConditionTag condition={plugin.condition} />}
    >
      {plugin.safeMode ? <SafeMode /> : null}
      <TabBar
        label={name}
        tabs={tabs.map((key) => ({ key, label: t(`plugins.tabs.${key}`) }))}
        active={tab}
        panelId={PANEL}
        onSelect={open}
      />
      <div role="tabpanel" id={PANEL} className="plugin-panel" aria-labelledby={`${PANEL}-tab-${tab}`}>
        {tab === 'overview' ? <OverviewTab plugin={plugin} onOpen={open} /> : null}
        {tab === 'settings' ? <SettingsTab plugin={plugin} /> : null}
        {tab === 'permissions' ? <PermissionsTab plugin={plugin} /> : null}
        {tab === 'jobs' ? <JobsTab plugin={plugin} /> : null}
        {tab === 'logs' ? <LogsTab plugin={plugin} level={search.level} /> : null}
        {tab === 'versions' ? <VersionsTab plugin={plugin} /> : null}
      </div>
    </Page>
  );
};

/** Only what the plugin has: no settings, no tab for them. */
const has = ({ plugin, builtIn }: PluginDetail, tab: PluginTab): boolean => {
  if (tab === 'settings') return Object.keys(plugin.config).length > 0;
  if (tab === 'jobs') return plugin.jobs.length > 0;
  return tab !== 'versions' || !builtIn;
};
