import type { PluginDetail, PluginSettings } from '@cskefu/contract';
import type { Fields } from '@cskefu/plugin-sdk';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { PlugZap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { Failure } from '../../../components/failure.tsx';
import { SkeletonLine } from '../../../components/skeleton.tsx';
import { toast } from '../../../components/toaster.tsx';
import { ConfigForm } from '../../config-form/config-form.tsx';
import { ConfigFrame } from '../../config-form/config-frame.tsx';
import { HealthResult } from '../../config-form/health-result.tsx';
import { useConfigDraft } from '../../config-form/use-config-draft.ts';
import {
  loadPluginOptions,
  pluginSettingsQuery,
  useGeneratePluginSecret,
  useSavePluginSettings,
  useTestPlugin,
} from '../plugins.ts';

/** Its settings, and whether they work. */
export const SettingsTab = ({ plugin }: { plugin: PluginDetail }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(pluginSettingsQuery(plugin.id));
  if (data) return <LoadedSettings key={plugin.version} plugin={plugin} settings={data} />;
  if (error) {
    return <Failure title={t('plugins.settings.failed')} text={errorText(error)} onRetry={() => void refetch()} />;
  }
  return (
    <div className="plugin-card">
      <SkeletonLine width="40%" />
    </div>
  );
};

const LoadedSettings = ({ plugin, settings }: { plugin: PluginDetail; settings: PluginSettings }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const fields = settings.fields as Fields;
  const kept = Object.keys(settings.secrets).filter((path) => settings.secrets[path]);
  const draft = useConfigDraft({ fields, values: settings.values, kept });
  const save = useSavePluginSettings(plugin.id);
  const generate = useGeneratePluginSecret(plugin.id);
  const test = useTestPlugin(plugin.id);
  return (
    <ConfigFrame
      label={t('plugins.tabs.settings')}
      className="plugin-card"
      draft={draft}
      saving={save.isPending}
      save={save.mutate}
      saved={t('plugins.settings.saved')}
      incomplete={!settings.complete}
      onSubmit={test.reset}
      buttons={
        plugin.plugin.hasHealth ? (
          <Button
            icon={<PlugZap size={14} />}
            disabled={draft.dirty || !settings.complete}
            loading={test.isPending}
            onClick={() => test.mutate()}
          >
            {t('configForm.test')}
          </Button>
        ) : null
      }
      result={<HealthResult health={test.data} error={test.error} />}
    >
      {settings.complete ? null : <p className="plugin-note plugin-warn-words">{t('plugins.settings.incomplete')}</p>}
      <ConfigForm
        fields={fields}
        draft={draft}
        catalogs={plugin.texts}
        generated={settings.generated}
        loadOptions={settings.complete ? (name) => loadPluginOptions(plugin.id, name) : 'later'}
        onGenerate={(path) => generate.mutate(path, { onError: (error) => toast('bad', errorText(error)) })}
      />
    </ConfigFrame>
  );
};
