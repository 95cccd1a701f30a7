import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Page } from '../../components/page.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { ApiTokensTab } from './api-tokens/api-tokens-tab.tsx';
import { NotificationsTab } from './notifications/notifications-tab.tsx';
import { ProfileTab } from './profile/profile-tab.tsx';
import { SecurityTab } from './security/security-tab.tsx';
import { type UserCentreTab, userCentreTabs } from './user-centre-search.ts';
import './user-centre.css';

const PANEL = 'user-centre-panel';

const contents: Record<UserCentreTab, ReactElement> = {
  profile: <ProfileTab />,
  security: <SecurityTab />,
  notifications: <NotificationsTab />,
  'api-tokens': <ApiTokensTab />,
};

/** All that is a person's own: who they are here, how they sign in, what they are told of. */
export const UserCentrePage = () => {
  const { t } = useTranslation();
  const account = useAccount();
  const navigate = useNavigate();
  const { tab: wanted = 'profile' } = useSearch({ from: '/me' });
  usePageTitle(`${t('userCentre.title')} · ${t('app.name')}`);
  const tabs = userCentreTabs.filter((tab) => tab !== 'api-tokens' || may(account, 'api-tokens:write'));
  const tab = tabs.includes(wanted) ? wanted : 'profile';
  return (
    <Page title={t('userCentre.title')} lead={t('userCentre.lead')}>
      <div className="user-centre">
        <TabBar
          label={t('userCentre.title')}
          tabs={tabs.map((key) => ({ key, label: t(`userCentre.tabs.${key}`) }))}
          active={tab}
          panelId={PANEL}
          onSelect={(next) => void navigate({ to: '/me', search: { tab: next } })}
        />
        <div role="tabpanel" id={PANEL} aria-labelledby={`${PANEL}-tab-${tab}`}>
          {contents[tab]}
        </div>
      </div>
    </Page>
  );
};
