import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Bell, BellRing, Bookmark, Keyboard, LogOut, UserRoundCog, Volume2 } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../app/actions/registry.ts';
import { useErrorText } from '../../app/error-text.ts';
import { may, signOut, useAccount } from '../../app/session.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Menu } from '../../components/menu.tsx';
import type { MenuGroup } from '../../components/menu-entries.ts';
import { OnDemand } from '../../components/on-demand.tsx';
import { toast } from '../../components/toaster.tsx';
import { useDesktopNotices } from '../alerts/desktop-notices.ts';
import { useNotificationPreferences } from '../alerts/notification-preferences.ts';
import { useOpenCount } from '../inbox/use-inbox.ts';

const SignOutDialog = lazy(() => import('./sign-out-dialog.tsx'));

export const AccountMenu = ({ onHelp }: { onHelp: () => void }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const open = useOpenCount();
  const [asking, setAsking] = useState(false);
  const { preferences, change } = useNotificationPreferences();
  const navigate = useNavigate();
  const notices = useDesktopNotices();
  const leave = useMutation({
    mutationFn: () => signOut(queryClient),
    onError: (error) => toast('bad', errorText(error)),
  });
  const beginToLeave = () => (open > 0 ? setAsking(true) : leave.mutate());
  const showMarked = () => void navigate({ to: '/marked' });
  const reads = may(account, 'conversations:read');
  useActions({ signOut: beginToLeave, marked: reads ? showMarked : undefined });
  const groups: MenuGroup[] = [
    {
      key: 'alerts',
      title: `${account.name} · ${account.orgUnit.name}`,
      entries: [
        {
          key: 'sound',
          label: t('alerts.sound'),
          icon: <Volume2 size={16} />,
          checked: preferences.sound,
          onSelect: () => change({ sound: !preferences.sound }),
        },
        {
          key: 'notices',
          label: t('alerts.desktop'),
          icon: notices.on ? <BellRing size={16} /> : <Bell size={16} />,
          checked: notices.on,
          onSelect: () => void notices.toggle(),
        },
      ],
    },
    {
      key: 'acts',
      entries: [
        {
          key: 'me',
          label: t('userCentre.title'),
          icon: <UserRoundCog size={16} />,
          onSelect: () => void navigate({ to: '/me' }),
        },
        ...(reads
          ? [{ key: 'marked', label: t('marks.page'), icon: <Bookmark size={16} />, onSelect: showMarked }]
          : []),
        { key: 'help', label: t('shortcuts.title'), icon: <Keyboard size={16} />, onSelect: onHelp },
        {
          key: 'sign-out',
          label: t('shell.signOut'),
          icon: <LogOut size={16} />,
          onSelect: beginToLeave,
        },
      ],
    },
  ];
  return (
    <>
      <Menu groups={groups} placement="topLeft">
        <button type="button" className="rail-button" aria-label={t('shell.account', { name: account.name })}>
          <Avatar name={account.name} picture={account.avatarUrl} size="small" />
        </button>
      </Menu>
      {asking ? (
        <OnDemand>
          <SignOutDialog
            open={open}
            leaving={leave.isPending}
            onLeave={() => leave.mutate()}
            onClose={() => setAsking(false)}
          />
        </OnDemand>
      ) : null}
    </>
  );
};
