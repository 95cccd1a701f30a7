import type { Channel, ChannelStatus } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BellRing, CircleAlert, CircleCheck, CircleSlash, type LucideIcon, PlugZap, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../../app/session.ts';
import { SkeletonLine } from '../../../components/skeleton.tsx';
import { Elapsed, Moment } from '../../../components/time.tsx';
import type { Tone } from '../../../components/tone-tag.tsx';
import type { ChannelSearch } from '../channel-search.ts';
import { statusQuery, useKind } from './outside-channels.ts';
import '../../../components/tone-tag.css';

interface StatusCardProps {
  channel: Channel;
  onOpen: (search: ChannelSearch) => void;
}

/** How it does, in one line, and the way to what is wrong. */
export const StatusCard = ({ channel, onOpen }: StatusCardProps) => {
  const { t } = useTranslation();
  const { data } = useQuery(statusQuery(channel.id));
  if (!data) {
    return (
      <div className="outside-status">
        <SkeletonLine width="50%" />
      </div>
    );
  }
  const { inbound, outbound, lastInboundAt, registration } = data;
  return (
    <section className="outside-status" aria-label={t('outsideChannel.status.title')}>
      <State channel={channel} status={data} />
      <dl>
        <Figure name={t('outsideChannel.status.lastInbound')}>
          {lastInboundAt ? <Moment at={lastInboundAt} /> : t('outsideChannel.status.never')}
        </Figure>
        <Figure name={t('outsideChannel.status.waiting')}>{inbound.waiting + outbound.waiting}</Figure>
        <Figure name={t('outsideChannel.status.inboundFailed')} bad={inbound.failed > 0}>
          <Count value={inbound.failed} onOpen={() => onOpen({ tab: 'inbound', stage: 'failed' })} />
        </Figure>
        <Figure name={t('outsideChannel.status.outboundFailed')} bad={outbound.failed > 0}>
          <Count value={outbound.failed} onOpen={() => onOpen({ tab: 'outbound', stage: 'failed' })} />
        </Figure>
        <Figure name={t('outsideChannel.status.unknown')} bad={outbound.unknown > 0}>
          <Count value={outbound.unknown} onOpen={() => onOpen({ tab: 'outbound', stage: 'unknown' })} />
        </Figure>
        {registration && (
          <Figure name={t('outsideChannel.status.webhook')} bad={!registration.ok}>
            {t(`outsideChannel.status.${registration.act}.${registration.ok ? 'ok' : 'failed'}`)}
            {registration.detail ? <small className="outside-detail">{registration.detail}</small> : null}
          </Figure>
        )}
      </dl>
    </section>
  );
};

const Figure = ({ name, bad = false, children }: { name: string; bad?: boolean; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd className={bad ? 'tone-bad' : undefined}>{children}</dd>
  </div>
);

const Count = ({ value, onOpen }: { value: number; onOpen: () => void }) =>
  value === 0 ? (
    0
  ) : (
    <button type="button" onClick={onOpen}>
      {value}
    </button>
  );

/** To where one sees why it does not run. */
const PluginLink = ({ type }: { type: string }) => {
  const { t } = useTranslation();
  return (
    <Link to="/system/plugins/$pluginId" params={{ pluginId: type.split('/')[0] ?? type }}>
      {t('outsideChannel.status.toPlugin')}
    </Link>
  );
};

interface StateProps {
  channel: Channel;
  status: ChannelStatus;
}

const State = ({ channel: { enabled, type }, status }: StateProps) => {
  const { t } = useTranslation();
  const seesPlugins = may(useAccount(), 'plugins:write');
  // One that is on, and rests after a crash, is still known: what is signed as it says is stored.
  const kind = useKind(type);
  const { running, connection, silentSince, outbound } = status;
  const tell = (tone: Tone, Icon: LucideIcon, words: ReactNode) => (
    <p className={`outside-state tone-${tone}`}>
      <Icon size={16} aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
  if (!enabled) return tell('quiet', CircleSlash, t('outsideChannel.status.off'));
  if (!running)
    return tell(
      'bad',
      PlugZap,
      <>
        {t(`outsideChannel.status.${kind ? 'down' : 'gone'}`)} {seesPlugins ? <PluginLink type={type} /> : null}
      </>,
    );
  if (connection && connection.state !== 'connected')
    return tell(
      'bad',
      Unplug,
      connection.error
        ? t('outsideChannel.status.disconnectedBecause', { reason: connection.error })
        : t('outsideChannel.status.disconnected'),
    );
  if (silentSince)
    return tell(
      'warn',
      BellRing,
      <>
        {t('outsideChannel.status.silent')} <Elapsed since={silentSince} />
      </>,
    );
  if (outbound.pausedUntil) return tell('warn', CircleAlert, t('outsideChannel.status.paused'));
  return tell('good', CircleCheck, t('outsideChannel.status.good'));
};
