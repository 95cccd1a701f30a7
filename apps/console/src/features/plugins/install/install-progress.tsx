import type { PluginDetail } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { conditions } from '../conditions.ts';
import { usePluginWords } from '../plugin-words.ts';
import { pluginQuery } from '../plugins.ts';

/** It is installed; what remains is to see it start on every node, and what is to do next. */
export const InstallProgress = ({ installed }: { installed: PluginDetail }) => {
  const { t } = useTranslation();
  const words = usePluginWords();
  const { data = installed } = useQuery({ ...pluginQuery(installed.id), refetchInterval: 1_000 });
  const { condition } = data;
  const { icon: Icon, tone } = conditions[condition];
  const running = data.nodes.filter(({ running: version }) => version === data.version).length;
  const name = words(data.name, data.texts);
  const fails = condition === 'refused' || condition === 'crash_loop';
  const refusal = fails && data.nodes.find((node) => node.refusal !== null)?.refusal;
  const [kind] = data.channels;
  return (
    <section className={`plugin-state tone-${tone}`} role="status">
      <Icon size={20} aria-hidden="true" />
      <div className="plugin-state-words">
        <h2>
          {t(fails ? 'plugins.install.notRunning' : 'plugins.install.installed', { name, version: data.version })}
        </h2>
        <p>
          {condition === 'starting' || condition === 'ready'
            ? t('plugins.install.nodes', { running, count: Math.max(1, data.nodes.length) })
            : t(`plugins.conditionTexts.${condition}`)}
        </p>
        {refusal ? <pre>{refusal}</pre> : null}
        <span className="plugin-state-acts">
          <Link
            to="/system/plugins/$pluginId"
            params={{ pluginId: data.id }}
            search={{ tab: condition === 'unconfigured' ? 'settings' : 'overview' }}
            className="plugin-link-button"
          >
            {condition === 'unconfigured' ? t('plugins.configure') : t('plugins.install.open', { name })}
          </Link>
          {kind !== undefined && !fails ? (
            <Link to="/channels/new" search={{ channelKind: `${data.id}/${kind}` }}>
              {t('plugins.install.toChannels')}
            </Link>
          ) : null}
        </span>
      </div>
    </section>
  );
};
