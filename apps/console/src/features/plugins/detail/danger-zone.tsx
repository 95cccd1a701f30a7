import type { PluginDetail } from '@cskefu/contract';
import { Button, Popconfirm } from 'antd';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { OnDemand } from '../../../components/on-demand.tsx';
import { toast } from '../../../components/toaster.tsx';
import { usePluginAct } from '../plugins.ts';

const RemoveDialog = lazy(() => import('./remove-dialog.tsx').then((part) => ({ default: part.RemoveDialog })));

interface DangerZoneProps {
  plugin: PluginDetail;
  onRemoved: () => void;
}

/** Switch off, remove. */
export const DangerZone = ({ plugin, onRemoved }: DangerZoneProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const act = usePluginAct(plugin.id);
  const [removing, setRemoving] = useState(false);
  const disable = () =>
    act.mutate(
      { act: 'disable' },
      {
        onSuccess: () => toast('good', t('plugins.disabled')),
        onError: (error) => toast('bad', errorText(error)),
      },
    );
  return (
    <section className="plugin-card" aria-label={t('plugins.danger.title')}>
      <h2>{t('plugins.danger.title')}</h2>
      {plugin.enabled ? (
        <div className="plugin-danger">
          <div>
            <strong>{t('plugins.danger.disable')}</strong>
            <p>{t('plugins.danger.disableText')}</p>
          </div>
          <Popconfirm
            title={t('plugins.danger.disableAsk')}
            okText={t('plugins.danger.disable')}
            cancelText={t('common.cancel')}
            onConfirm={disable}
          >
            <Button loading={act.isPending}>{t('plugins.danger.disable')}</Button>
          </Popconfirm>
        </div>
      ) : null}
      <div className="plugin-danger">
        <div>
          <strong>{t('plugins.danger.remove')}</strong>
          <p>{t('plugins.danger.removeText')}</p>
        </div>
        <Button danger onClick={() => setRemoving(true)}>
          {t('plugins.danger.removeAct')}
        </Button>
      </div>
      {removing ? (
        <OnDemand>
          <RemoveDialog plugin={plugin} onClose={() => setRemoving(false)} onRemoved={onRemoved} />
        </OnDemand>
      ) : null}
    </section>
  );
};
