import { Button } from 'antd';
import { CloudOff, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useRealtimeStatus } from '../../app/realtime/desk-context.tsx';
import { useNetwork } from '../../lib/network.ts';
import './connection-banner.css';

/** A short break heals before anybody reads about it. */
const QUIET_MS = 1_500;

const useLasting = (holds: boolean): boolean => {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!holds) return setLasts(false);
    const timer = setTimeout(() => setLasts(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [holds]);
  return lasts && holds;
};

/** The state of the connection in words, while there is something to say. */
export const ConnectionBanner = () => {
  const { t } = useTranslation();
  const { realtime } = useDesk();
  const status = useRealtimeStatus();
  const network = useNetwork();
  const cut = useLasting(status !== 'online');
  const outdated = status === 'stopped' && realtime.stopReason === 'unsupported_version';
  return (
    <div className="connection" role="status">
      {outdated ? (
        <div className="connection-banner">
          <RefreshCw size={16} aria-hidden="true" />
          <span>{t('connection.outdated')}</span>
          <Button size="small" onClick={() => location.reload()}>
            {t('connection.reload')}
          </Button>
        </div>
      ) : cut || !network ? (
        <div className="connection-banner">
          <CloudOff size={16} aria-hidden="true" />
          <span>{network ? t('connection.cut') : t('connection.offline')}</span>
          {network ? (
            <Button size="small" onClick={() => realtime.wake()}>
              {t('connection.now')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
};
