import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../../../components/time.tsx';
import { noticesQuery } from './outside-channels.ts';
import './outside-channel.css';

/** Channels that somebody should look at: nothing comes in, or what came cannot be read. */
export const ChannelNotices = () => {
  const { t } = useTranslation();
  const { data } = useQuery(noticesQuery);
  if (!data || data.length === 0) return null;
  return (
    <ul className="channel-notices" aria-label={t('outsideChannel.notices.title')}>
      {data.map(({ channel, kind, since, count }) => (
        <li key={`${channel.id} ${kind}`}>
          <BellRing size={16} aria-hidden="true" />
          <span>
            <Link
              to="/channels/$channelId"
              params={{ channelId: channel.id }}
              search={kind === 'inbound_failed' ? { tab: 'inbound', stage: 'failed' } : {}}
            >
              {channel.name}
            </Link>
            {t(`outsideChannel.notices.${kind}`, { count: count ?? 0 })} {since ? <Elapsed since={since} /> : null}
          </span>
        </li>
      ))}
    </ul>
  );
};
