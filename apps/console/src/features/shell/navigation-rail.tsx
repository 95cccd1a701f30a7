import { Link, useNavigate } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import { Ellipsis, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { may, serves, useAccount } from '../../app/session.ts';
import { BrandMark } from '../../components/brand-mark.tsx';
import { Menu } from '../../components/menu.tsx';
import { usePhoneWidth } from '../../lib/media.ts';
import { useHeldCount } from '../held-messages/held-count.ts';
import { useUnreadTotal } from '../inbox/use-inbox.ts';
import { PresenceSwitch } from '../presence/presence-switch.tsx';
import { useReminderCount } from '../wrap-up/reminder.ts';
import { AccountMenu } from './account-menu.tsx';
import { AppearanceButton } from './appearance-button.tsx';
import { pagesFor } from './pages.ts';
import { UnitSwitch } from './unit-switch.tsx';
import './navigation-rail.css';

type Pages = ReturnType<typeof pagesFor>;

interface RailLinkProps {
  to: Pages[number]['to'];
  icon: LucideIcon;
  label: string;
  badge: number;
}

const RailLink = ({ to, icon: Icon, label, badge }: RailLinkProps) => {
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

/** What a phone has no room for. */
const MorePages = ({ pages }: { pages: Pages }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const entries = pages.map(({ to, icon: Icon, title }) => ({
    key: to,
    label: t(title),
    icon: <Icon size={16} />,
    onSelect: () => void navigate({ to }),
  }));
  return (
    <Menu groups={[{ key: 'pages', entries }]} placement="topLeft">
      <button type="button" className="rail-button">
        <Ellipsis size={20} strokeWidth={1.75} aria-hidden="true" />
        <span className="rail-word">{t('shell.more')}</span>
      </button>
    </Menu>
  );
};

/** More of them do not fit beside presence and account. */
const MOST_ON_A_PHONE = 4;

/** Only what the account may use stands here. */
export const NavigationRail = ({ onHelp }: { onHelp: () => void }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const badges: Partial<Record<Pages[number]['to'], number>> = {
    '/workbench': useUnreadTotal(),
    '/follow-ups': useReminderCount(),
    '/held-messages': useHeldCount(),
  };
  const pages = pagesFor(account);
  const narrow = usePhoneWidth();
  const shown = narrow && pages.length > MOST_ON_A_PHONE ? pages.slice(0, MOST_ON_A_PHONE - 1) : pages;
  const more = pages.slice(shown.length);
  return (
    <nav className="rail" aria-label={t('shell.navigation')}>
      <span className="rail-mark">
        <BrandMark size={30} />
      </span>
      {shown.map(({ to, icon, title }) => (
        <RailLink key={to} to={to} icon={icon} label={t(title)} badge={badges[to] ?? 0} />
      ))}
      {more.length > 0 ? <MorePages pages={more} /> : null}
      <span className="rail-space" />
      {may(account, 'org-units:read') ? <UnitSwitch /> : null}
      {serves(account) ? <PresenceSwitch /> : null}
      <AppearanceButton />
      <AccountMenu onHelp={onHelp} />
    </nav>
  );
};
