import { Link } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import { History, type LucideIcon, MessagesSquare, Radio, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { may, mayAny, serves, useAccount } from '../../app/session.ts';
import { BrandMark } from '../../components/brand-mark.tsx';
import { useUnreadTotal } from '../inbox/use-inbox.ts';
import { PresenceSwitch } from '../presence/presence-switch.tsx';
import { AccountMenu } from './account-menu.tsx';
import { AppearanceButton } from './appearance-button.tsx';
import { UnitSwitch } from './unit-switch.tsx';
import './navigation-rail.css';

/** One of these opens a page of the administration. */
const administration = ['org-units:read', 'accounts:read', 'roles:read', 'audit:read', 'system:operate'] as const;

interface RailLinkProps {
  to: '/workbench' | '/history' | '/channels' | '/system';
  icon: LucideIcon;
  label: string;
  badge?: number;
}

const RailLink = ({ to, icon: Icon, label, badge = 0 }: RailLinkProps) => {
  const { t } = useTranslation();
  return (
    <Tooltip title={label} placement="right">
      <Link to={to} className="rail-link" activeProps={{ className: 'rail-link-active' }}>
        <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
        <span className="rail-word">{label}</span>
        {badge > 0 ? (
          <span className="rail-badge">
            {badge > 99 ? '99+' : badge}
            <span className="visually-hidden">{t('shell.unread')}</span>
          </span>
        ) : null}
      </Link>
    </Tooltip>
  );
};

/** Only what the account may use stands here. */
export const NavigationRail = ({ onHelp }: { onHelp: () => void }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const unread = useUnreadTotal();
  return (
    <nav className="rail" aria-label={t('shell.navigation')}>
      <span className="rail-mark">
        <BrandMark size={30} />
      </span>
      {may(account, 'conversations:read') ? (
        <RailLink to="/workbench" icon={MessagesSquare} label={t('workbench.title')} badge={unread} />
      ) : null}
      {may(account, 'history:read') ? <RailLink to="/history" icon={History} label={t('history.title')} /> : null}
      {may(account, 'channels:read') ? <RailLink to="/channels" icon={Radio} label={t('channels.title')} /> : null}
      {mayAny(account, administration) ? (
        <RailLink to="/system" icon={Settings} label={t('administration.title')} />
      ) : null}
      <span className="rail-space" />
      {may(account, 'org-units:read') ? <UnitSwitch /> : null}
      {serves(account) ? <PresenceSwitch /> : null}
      <AppearanceButton />
      <AccountMenu onHelp={onHelp} />
    </nav>
  );
};
