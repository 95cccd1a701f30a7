import type { Channel } from '@cskefu/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../../app/session.ts';
import { BackTitle } from '../../../components/back-title.tsx';
import { Page } from '../../../components/page.tsx';
import { TabBar } from '../../../components/tab-bar.tsx';
import { WhoCanSeeButton } from '../../access/who-can-see-button.tsx';
import { type ChannelSearch, type ChannelTab, channelTabs } from '../channel-search.ts';
import { ChannelConfigCard } from './channel-config-card.tsx';
import { GeneralCard } from './general-card.tsx';
import { InboundTab } from './inbound-tab.tsx';
import { useKindWords } from './kind-words.ts';
import { OutboundTab } from './outbound-tab.tsx';
import { StatusCard } from './status-card.tsx';
import { WebhookCard } from './webhook-card.tsx';
import '../channel-page.css';
import './outside-channel.css';

const PANEL = 'channel-panel';

/** A channel that a plugin brings: how it does, its settings, what came in over it and what went out. */
export const OutsideChannel = ({ channel }: { channel: Channel }) => {
  const { t } = useTranslation();
  const kindWords = useKindWords();
  const navigate = useNavigate();
  const writes = may(useAccount(), 'channels:write');
  const { tab = 'settings', stage } = useSearch({ strict: false }) as ChannelSearch;
  const open = (search: ChannelSearch) =>
    void navigate({ to: '/channels/$channelId', params: { channelId: channel.id }, search });
  return (
    <Page
      wide={tab !== 'settings'}
      title={
        <BackTitle to="/channels" label={t('channels.toList')}>
          {channel.name}
        </BackTitle>
      }
      lead={`${kindWords(channel.type)} · ${channel.id} · ${channel.skillGroup.name}`}
      acts={<WhoCanSeeButton subject="channel" id={channel.id} name={channel.name} />}
    >
      <StatusCard channel={channel} onOpen={open} />
      <TabBar<ChannelTab>
        label={channel.name}
        tabs={channelTabs.map((key) => ({ key, label: t(`outsideChannel.tabs.${key}`) }))}
        active={tab}
        panelId={PANEL}
        onSelect={(next) => open({ tab: next })}
      />
      <div role="tabpanel" id={PANEL} className="outside-panel" aria-labelledby={`${PANEL}-tab-${tab}`}>
        {tab === 'settings' ? (
          <>
            {channel.webhookUrl ? <WebhookCard address={channel.webhookUrl} /> : null}
            {writes ? <ChannelConfigCard channel={channel} /> : null}
            <GeneralCard channel={channel} disabled={!writes} />
          </>
        ) : null}
        {tab === 'inbound' ? <InboundTab channel={channel} stage={stage} writes={writes} onOpen={open} /> : null}
        {tab === 'outbound' ? <OutboundTab channel={channel} stage={stage} onOpen={open} /> : null}
      </div>
    </Page>
  );
};
