import type { PluginData, PluginDetail, PluginNode } from '@cskefu/contract';
import { Button } from 'antd';
import { Power, RotateCw, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { toast } from '../../../components/toaster.tsx';
import { conditions } from '../conditions.ts';
import type { PluginTab } from '../plugin-search.ts';
import { usePluginAct } from '../plugins.ts';
import { useEndWords } from './end-words.ts';

interface ConditionCardProps {
  plugin: PluginDetail;
  onOpen: (tab: PluginTab) => void;
}

/** The newest end of a process that was laid at this plugin. */
const lastEndOf = (nodes: readonly PluginNode[]) =>
  nodes
    .flatMap(({ node, lastEnd }) => (lastEnd ? [{ node, ...lastEnd }] : []))
    .toSorted((a, b) => b.at.localeCompare(a.at))[0];

/** How it does in plain words, who or what is to blame, and what one can do. */
export const ConditionCard = ({ plugin, onOpen }: ConditionCardProps) => {
  const { t } = useTranslation();
  const endWords = useEndWords();
  const { condition, nodes } = plugin;
  const { icon: Icon, tone } = conditions[condition];
  const troubled = condition === 'crash_loop' || condition === 'degraded' || condition === 'refused';
  const end = troubled ? lastEndOf(nodes) : undefined;
  const refusal = troubled ? nodes.find((one) => one.refusal !== null)?.refusal : null;
  return (
    <section className={`plugin-state tone-${tone}`} aria-label={t('plugins.state')}>
      <Icon size={20} aria-hidden="true" />
      <div className="plugin-state-words">
        <h2>{t(`plugins.conditions.${condition}`)}</h2>
        <p>{t(`plugins.conditionTexts.${condition}`)}</p>
        {refusal ? <pre>{refusal}</pre> : null}
        {plugin.data.failure ? <MigrationFailure failure={plugin.data.failure} /> : null}
        {end ? (
          <>
            <p>{endWords(end)}</p>
            {end.lastWords ? <pre>{end.lastWords}</pre> : null}
          </>
        ) : null}
        <StateActs plugin={plugin} onOpen={onOpen} />
      </div>
    </section>
  );
};

/** Which step did not come to its end, and what the plugin said. */
const MigrationFailure = ({ failure: { to, code, detail } }: { failure: NonNullable<PluginData['failure']> }) => {
  const { t } = useTranslation();
  return (
    <>
      <p>{t(`plugins.data.failures.${code}`, { to })}</p>
      {detail && code !== 'deadline' ? <pre>{detail}</pre> : null}
    </>
  );
};

const StateActs = ({ plugin, onOpen }: ConditionCardProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const act = usePluginAct(plugin.id);
  const { condition, builtIn, enabled } = plugin;
  const press = (wanted: 'enable' | 'restart', done: string) =>
    act.mutate(
      { act: wanted },
      { onSuccess: () => toast('good', done), onError: (error) => toast('bad', errorText(error)) },
    );
  if (condition === 'unconfigured') {
    return (
      <Button type="primary" icon={<Settings2 size={14} />} onClick={() => onOpen('settings')}>
        {t('plugins.configure')}
      </Button>
    );
  }
  if (builtIn) return null;
  if (!enabled) {
    return (
      <Button
        type="primary"
        icon={<Power size={14} />}
        loading={act.isPending}
        onClick={() => press('enable', t('plugins.enabled'))}
      >
        {t('plugins.enable')}
      </Button>
    );
  }
  const unmigrated = condition === 'migration_failed';
  const stuck = unmigrated || condition === 'crash_loop' || condition === 'refused' || condition === 'degraded';
  if (condition !== 'ready' && !stuck) return null;
  return (
    <span className="plugin-state-acts">
      <Button
        type={condition === 'crash_loop' || unmigrated ? 'primary' : 'default'}
        icon={<RotateCw size={14} />}
        loading={act.isPending}
        onClick={() => press('restart', t('plugins.restarted'))}
      >
        {t(unmigrated ? 'plugins.data.failures.again' : 'plugins.restart')}
      </Button>
      {stuck ? <Button onClick={() => onOpen('logs')}>{t('plugins.toLogs')}</Button> : null}
    </span>
  );
};
