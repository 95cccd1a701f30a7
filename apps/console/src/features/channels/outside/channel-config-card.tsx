import type { Channel, ChannelConfig } from '@cskefu/contract';
import type { Fields } from '@cskefu/plugin-sdk';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { PlugZap, RadioTower } from 'lucide-react';
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
  configQuery,
  useFresh,
  useGenerateSecret,
  useKind,
  useSaveConfig,
  useTestChannel,
} from './outside-channels.ts';

/** What the plugin needs to know of this channel, and whether that works. */
export const ChannelConfigCard = ({ channel }: { channel: Channel }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(configQuery(channel.id));
  return (
    <section className="channel-card" aria-label={t('outsideChannel.config.title')}>
      <h2>{t('outsideChannel.config.title')}</h2>
      {data ? (
        <LoadedConfig channel={channel} config={data} />
      ) : error ? (
        <Failure title={t('outsideChannel.config.failed')} text={errorText(error)} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLine width="40%" />
      )}
    </section>
  );
};

const LoadedConfig = ({ channel, config }: { channel: Channel; config: ChannelConfig }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const kind = useKind(channel.type);
  const fresh = useFresh(channel.id);
  const fields = config.fields as Fields;
  const kept = Object.keys(config.secrets).filter((path) => config.secrets[path]);
  const draft = useConfigDraft({ fields, values: config.values, kept });
  const save = useSaveConfig(channel.id);
  const generate = useGenerateSecret(channel.id);
  const test = useTestChannel(channel.id);
  if (!kind) return <p className="channel-help">{t('outsideChannel.config.down')}</p>;
  return (
    <ConfigFrame
      label={t('outsideChannel.config.title')}
      draft={draft}
      saving={save.isPending}
      save={save.mutate}
      saved={t('channels.saved')}
      onSubmit={test.reset}
      buttons={
        <>
          <Button
            icon={<PlugZap size={14} />}
            disabled={draft.dirty}
            loading={test.isPending && test.variables === 'test'}
            onClick={() => test.mutate('test')}
          >
            {t('configForm.test')}
          </Button>
          {kind.can.includes('provision') ? (
            <Button
              icon={<RadioTower size={14} />}
              disabled={draft.dirty}
              loading={test.isPending && test.variables === 'provision'}
              onClick={() => test.mutate('provision')}
            >
              {t('outsideChannel.config.provision')}
            </Button>
          ) : null}
        </>
      }
      result={<HealthResult health={test.data} error={test.error} />}
    >
      {Object.keys(fields).length === 0 ? <p className="channel-help">{t('outsideChannel.config.none')}</p> : null}
      <ConfigForm
        fields={fields}
        draft={draft}
        catalogs={kind.texts}
        generated={{ ...fresh, ...config.generated }}
        onGenerate={(path) => generate.mutate(path, { onError: (error) => toast('bad', errorText(error)) })}
      />
    </ConfigFrame>
  );
};
