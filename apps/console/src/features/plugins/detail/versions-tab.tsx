import type { PluginDetail, PluginVersion } from '@cskefu/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { PackagePlus, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Moment } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { usePluginAct } from '../plugins.ts';

/** What was installed when and by whom; forward to another package, or back to the one before. */
export const VersionsTab = ({ plugin }: { plugin: PluginDetail }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const act = usePluginAct(plugin.id);
  const columns = useColumns();
  const previous = plugin.versions.find(({ state }) => state === 'previous');
  const back = () =>
    act.mutate(
      { act: 'rollback' },
      {
        onSuccess: ({ version }) => toast('good', t('plugins.versions.rolledBack', { version })),
        onError: (error) => toast('bad', errorText(error)),
      },
    );
  return (
    <div className="plugin-card plugin-card-table">
      <div className="plugin-bar">
        <Button icon={<PackagePlus size={14} />} onClick={() => void navigate({ to: '/system/plugins/install' })}>
          {t('plugins.versions.upgrade')}
        </Button>
        {previous && isTooOld(previous, plugin) ? (
          <p className="plugin-aside">{t('plugins.versions.noWayBack', { version: previous.version })}</p>
        ) : null}
        {previous && !isTooOld(previous, plugin) ? (
          <Popconfirm
            title={t('plugins.versions.rollbackAsk', { version: previous.version })}
            description={t('plugins.versions.rollbackText')}
            okText={t('plugins.versions.rollbackOk')}
            cancelText={t('common.cancel')}
            onConfirm={back}
          >
            <Button icon={<Undo2 size={14} />} loading={act.isPending}>
              {t('plugins.versions.rollback', { version: previous.version })}
            </Button>
          </Popconfirm>
        ) : null}
      </div>
      <DataTable
        label={t('plugins.tabs.versions')}
        columns={columns}
        rows={plugin.versions}
        rowKey={({ version, installedAt }) => `${version} ${installedAt}`}
      />
    </div>
  );
};

/** Old code is never let at new data. */
const isTooOld = ({ dataVersion }: PluginVersion, { data }: PluginDetail): boolean =>
  data.version !== null && dataVersion < data.version;

const useColumns = (): Column<PluginVersion>[] => {
  const { t } = useTranslation();
  return [
    { key: 'version', title: t('plugins.versions.version'), render: ({ version }) => <strong>{version}</strong> },
    {
      key: 'state',
      title: t('plugins.versions.state'),
      render: ({ state }) => (state === 'old' ? '' : t(`plugins.versions.states.${state}`)),
    },
    {
      key: 'permissions',
      title: t('plugins.versions.permissions'),
      render: ({ permissions }) => t('plugins.versions.permissionCount', { count: permissions.length }),
    },
    { key: 'source', title: t('plugins.versions.source'), render: (version) => <Source version={version} /> },
    { key: 'at', title: t('plugins.versions.at'), render: ({ installedAt }) => <Moment at={installedAt} /> },
    { key: 'by', title: t('plugins.versions.by'), render: ({ installedBy }) => installedBy ?? '—' },
  ];
};

const Source = ({ version: { source, signature } }: { version: PluginVersion }) => {
  const { t } = useTranslation();
  if (!source) return '—';
  return (
    <>
      {t(`plugins.install.sources.${source}`)}
      {signature ? <small className="plugin-aside">{t(`plugins.versions.signatures.${signature}`)}</small> : null}
    </>
  );
};
