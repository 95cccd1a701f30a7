import type { PluginSummary } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { ChevronRight, PackagePlus, Puzzle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { ConditionTag } from './condition-tag.tsx';
import { conditions } from './conditions.ts';
import { PluginIcon } from './plugin-icon.tsx';
import { usePluginWords } from './plugin-words.ts';
import { pluginsQuery } from './plugins.ts';
import { SafeMode } from './safe-mode.tsx';
import '../../components/row-list.css';
import '../../components/tone-tag.css';
import './plugins.css';

/** What extends the desk, problems first. */
export const PluginsPage = () => {
  const { t } = useTranslation();
  usePageTitle(`${t('plugins.title')} · ${t('app.name')}`);
  return may(useAccount(), 'plugins:write') ? <PluginList /> : <Forbidden page={t('plugins.title')} />;
};

const PluginList = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const list = useInfiniteQuery(pluginsQuery);
  const plugins = list.data?.pages.flatMap((page) => page.items) ?? [];
  const sorted = plugins.toSorted((a, b) => conditions[a.condition].order - conditions[b.condition].order);
  const install = (
    <Button
      type="primary"
      icon={<PackagePlus size={14} />}
      onClick={() => void navigate({ to: '/system/plugins/install' })}
    >
      {t('plugins.install.act')}
    </Button>
  );
  return (
    <Page title={t('plugins.title')} lead={t('plugins.lead')} acts={list.data && plugins.length > 0 ? install : null}>
      {list.data?.pages[0]?.safeMode ? <SafeMode /> : null}
      {list.isError && !list.data ? (
        <Failure title={t('plugins.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : list.data && plugins.length === 0 ? (
        <Notice icon={Puzzle} title={t('plugins.empty')} text={t('plugins.emptyText')}>
          {install}
        </Notice>
      ) : (
        <ul className="row-list plugin-list" aria-busy={list.isPending}>
          {sorted.map((plugin) => (
            <PluginRow key={plugin.id} plugin={plugin} />
          ))}
          {list.isPending ? <SkeletonRows /> : null}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  );
};

const PluginRow = ({ plugin }: { plugin: PluginSummary }) => {
  const { t } = useTranslation();
  const words = usePluginWords();
  const { id, version, icon, builtIn, condition, channels, texts } = plugin;
  const notes = [
    builtIn ? t('plugins.builtIn') : `v${version}`,
    plugin.orgUnit && t('plugins.scope.only', { unit: plugin.orgUnit.name }),
    channels.length > 0 && t('plugins.bringsChannels', { count: channels.length }),
    t('plugins.grantedCount', { count: plugin.grantedCount }),
    // That all is well says the tag.
    plugin.nodesReady < plugin.nodesWanted &&
      t('plugins.nodesOf', { ready: plugin.nodesReady, count: plugin.nodesWanted }),
  ].filter(Boolean);
  return (
    <li>
      <Link to="/system/plugins/$pluginId" params={{ pluginId: id }} className="row-link">
        <PluginIcon icon={icon} />
        <span className="row-words">
          <strong>{words(plugin.name, texts)}</strong>
          {plugin.description ? <span className="plugin-purpose">{words(plugin.description, texts)}</span> : null}
          <span>
            <code>{id}</code> · {notes.join(' · ')}
          </span>
        </span>
        <ConditionTag condition={condition} />
        <ChevronRight size={16} aria-hidden="true" />
      </Link>
    </li>
  );
};

const SkeletonRows = () =>
  ['32%', '44%', '26%'].map((width) => (
    <li key={width} className="row-link">
      <span className="plugin-icon skeleton" style={{ width: 36, height: 36 }} />
      <span className="row-words">
        <SkeletonLine width={width} />
        <SkeletonLine width="58%" thin />
        <SkeletonLine width="40%" thin />
      </span>
    </li>
  ));
