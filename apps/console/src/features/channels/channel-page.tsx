import { ApiError } from '@cskefu/client';
import type { Channel } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useBlocker, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { ExternalLink, SearchX } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { BackTitle } from '../../components/back-title.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { toast } from '../../components/toaster.tsx';
import { WhoCanSeeButton } from '../access/who-can-see-button.tsx';
import { focusFirstWrong } from '../config-form/focus-first-wrong.ts';
import { InvitationsCard } from '../visitors/invitations-card.tsx';
import { ChannelInstall } from './channel-install.tsx';
import { ChannelPreview } from './channel-preview.tsx';
import { ChannelSettings } from './channel-settings.tsx';
import { type ChannelChange, channelQuery, useUpdateChannel } from './channels.ts';
import { IdentitySecret } from './identity-secret.tsx';
import './channel-page.css';

const OutsideChannel = lazy(() =>
  import('./outside/outside-channel.tsx').then((part) => ({ default: part.OutsideChannel })),
);

export const ChannelPage = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { channelId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(channelQuery(channelId));
  usePageTitle(`${data?.name ?? t('channels.title')} · ${t('app.name')}`);
  if (data && data.transport !== 'live') {
    return (
      <OnDemand>
        <OutsideChannel key={data.id} channel={data} />
      </OnDemand>
    );
  }
  if (data) return <LoadedChannel key={data.id} channel={data} />;
  if (error instanceof ApiError && error.code === 'not_found') {
    return (
      <Page title={t('channels.title')}>
        <Notice icon={SearchX} title={t('channels.notFound')} text={t('channels.notFoundText')}>
          <Link to="/channels">{t('channels.toList')}</Link>
        </Notice>
      </Page>
    );
  }
  if (error) {
    return (
      <Page title={t('channels.title')}>
        <Failure title={t('channels.failed')} text={errorText(error)} onRetry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title={<SkeletonLine width="220px" />}>
      <SkeletonLine width="60%" />
    </Page>
  );
};

const changeOf = ({ name, enabled, settings }: Channel): ChannelChange => ({ name, enabled, settings });

const LoadedChannel = ({ channel }: { channel: Channel }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const writes = may(account, 'channels:write');
  const errorText = useErrorText();
  const [change, setChange] = useState(() => changeOf(channel));
  const update = useUpdateChannel(channel.id);
  const dirty = JSON.stringify(change) !== JSON.stringify(changeOf(channel));
  useBlocker({
    shouldBlockFn: () => dirty && !window.confirm(t('channels.leave')),
    enableBeforeUnload: dirty,
  });
  const save = () =>
    update.mutate(change, {
      onSuccess: (saved) => {
        setChange(changeOf(saved));
        toast('good', t('channels.saved'));
      },
      onError: (error) => {
        toast('bad', errorText(error));
        focusFirstWrong(document.querySelector('main'));
      },
    });
  return (
    <Page
      title={
        <BackTitle to="/channels" label={t('channels.toList')}>
          {channel.name}
        </BackTitle>
      }
      lead={`${channel.id} · ${channel.skillGroup.name}`}
      acts={
        <>
          <WhoCanSeeButton subject="channel" id={channel.id} name={channel.name} />
          <Button href={`/chat/${channel.id}`} target="_blank" icon={<ExternalLink size={14} />}>
            {t('channels.openChat')}
          </Button>
          {writes ? (
            <Button type="primary" disabled={!dirty || !change.name.trim()} loading={update.isPending} onClick={save}>
              {t('common.save')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="channel-columns">
        <div>
          <ChannelInstall channelId={channel.id} />
          <ChannelSettings change={change} onChange={setChange} disabled={!writes} />
          <InvitationsCard channelId={channel.id} disabled={!writes} />
          {writes ? <IdentitySecret channelId={channel.id} /> : null}
        </div>
        <ChannelPreview settings={change.settings} name={change.name} />
      </div>
    </Page>
  );
};
