import type { PluginDetail } from '@cskefu/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { toast } from '../../../components/toaster.tsx';
import { usePluginAct } from '../plugins.ts';
import { ScopePicker } from '../scope-picker.tsx';

/** Whom it works for; it may be changed at any time. */
export const ScopeCard = ({ plugin }: { plugin: PluginDetail }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const act = usePluginAct(plugin.id);
  const [wanted, setWanted] = useState(plugin.orgUnit);
  const isChanged = wanted?.id !== plugin.orgUnit?.id;
  const save = () =>
    act.mutate(
      { act: 'scope', orgUnitId: wanted?.id ?? null },
      {
        onSuccess: () => toast('good', t('plugins.scope.saved')),
        onError: (error) => toast('bad', errorText(error)),
      },
    );
  return (
    <section className="plugin-card" aria-label={t('plugins.scope.title')}>
      <h2>{t('plugins.scope.title')}</h2>
      <p>{t('plugins.scope.text')}</p>
      <div className="plugin-scope-row">
        <ScopePicker value={wanted} disabled={act.isPending} onChange={setWanted} />
        <Button type="primary" disabled={!isChanged} loading={act.isPending} onClick={save}>
          {t('common.save')}
        </Button>
      </div>
    </section>
  );
};
