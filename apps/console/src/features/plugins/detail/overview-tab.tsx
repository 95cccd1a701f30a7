import type { PluginDetail } from '@cskefu/contract';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PluginTab } from '../plugin-search.ts';
import { BringsCard } from './brings-card.tsx';
import { ConditionCard } from './condition-card.tsx';
import { DangerZone } from './danger-zone.tsx';
import { NodesCard } from './nodes-card.tsx';

interface OverviewTabProps {
  plugin: PluginDetail;
  onOpen: (tab: PluginTab) => void;
}

/** How it does: in one sentence, on each node, and what it is good for. */
export const OverviewTab = ({ plugin, onOpen }: OverviewTabProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <>
      <ConditionCard plugin={plugin} onOpen={onOpen} />
      {plugin.builtIn ? null : <NodesCard nodes={plugin.nodes} wanted={plugin.version} />}
      <BringsCard facts={plugin.plugin} builtIn={plugin.builtIn} />
      {plugin.builtIn ? (
        <p className="plugin-note">{t('plugins.builtInText')}</p>
      ) : (
        <DangerZone plugin={plugin} onRemoved={() => void navigate({ to: '/system/plugins' })} />
      )}
    </>
  );
};
