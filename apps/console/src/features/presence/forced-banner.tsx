import { UserRoundCog } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { serves, useAccount } from '../../app/session.ts';
import { useShownPresence } from './presence.ts';
import './forced-banner.css';

/** Says that a supervisor has set one's state, who and why, until one chooses again. */
export const ForcedBanner = () => {
  const { t } = useTranslation();
  const serving = serves(useAccount());
  const presence = useShownPresence();
  if (!serving || !presence?.forcedBy || presence.state === 'offline') return null;
  return (
    <p className="forced-banner" role="status">
      <UserRoundCog size={16} aria-hidden="true" />
      {t('presence.forced', {
        name: presence.forcedBy.name,
        state: t(`presence.${presence.state}`),
        reason: presence.reason ?? '',
      })}
    </p>
  );
};
