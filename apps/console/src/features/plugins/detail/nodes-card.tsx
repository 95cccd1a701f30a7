import type { PluginNode } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Moment } from '../../../components/time.tsx';
import { fileSize } from '../../../lib/file-size.ts';
import { ConditionTag } from '../condition-tag.tsx';

interface NodesCardProps {
  nodes: readonly PluginNode[];
  wanted: string;
}

/** How it does on each node that runs the desk. */
export const NodesCard = ({ nodes, wanted }: NodesCardProps) => {
  const { t } = useTranslation();
  const columns = useColumns(wanted);
  return (
    <div className="plugin-card plugin-card-table">
      <h2>{t('plugins.nodes.title')}</h2>
      {nodes.length === 0 ? (
        <p>{t('plugins.nodes.none')}</p>
      ) : (
        <DataTable label={t('plugins.nodes.title')} columns={columns} rows={nodes} rowKey={({ node }) => node} dense />
      )}
    </div>
  );
};

const useColumns = (wanted: string): Column<PluginNode>[] => {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return [
    { key: 'node', title: t('plugins.nodes.node'), render: ({ node }) => <code>{node}</code> },
    { key: 'phase', title: t('plugins.nodes.phase'), render: ({ phase }) => <ConditionTag condition={phase} /> },
    {
      key: 'version',
      title: t('plugins.nodes.version'),
      render: ({ running }) => (running === null ? '—' : running === wanted ? running : `${running} → ${wanted}`),
    },
    {
      key: 'memory',
      title: t('plugins.nodes.memory'),
      render: ({ rssBytes, isolated }) => (
        <>
          {rssBytes === null ? '—' : fileSize(rssBytes, i18n.language)}
          <small className="plugin-aside">{t(isolated ? 'plugins.nodes.alone' : 'plugins.nodes.shared')}</small>
        </>
      ),
    },
    {
      key: 'calls',
      title: t('plugins.nodes.calls'),
      render: ({ calls, errors, misses }) => (
        <>
          {number.format(calls)}
          {errors + misses > 0 ? (
            <small className="plugin-aside plugin-bad-words">
              {errors > 0 ? t('plugins.nodes.errors', { count: errors }) : null}
              {errors > 0 && misses > 0 ? t('plugins.nodes.comma') : null}
              {misses > 0 ? t('plugins.nodes.misses', { count: misses }) : null}
            </small>
          ) : null}
        </>
      ),
    },
    {
      key: 'latency',
      title: t('plugins.nodes.latency'),
      render: ({ p50Ms, p99Ms }) =>
        p50Ms === null ? '—' : `${number.format(p50Ms)} / ${number.format(p99Ms ?? p50Ms)} ms`,
    },
    { key: 'restarts', title: t('plugins.nodes.restarts'), render: ({ restarts }) => number.format(restarts) },
    { key: 'seen', title: t('plugins.nodes.seen'), render: ({ seenAt }) => <Moment at={seenAt} /> },
  ];
};
