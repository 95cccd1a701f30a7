import { useTranslation } from 'react-i18next';
import { toast } from '../../components/toaster.tsx';
import { useNotificationPreferences } from './notification-preferences.ts';

/** What this browser says to desktop notifications. `default`: nobody has asked it yet. */
export const desktopPermission = (): NotificationPermission | 'unsupported' =>
  'Notification' in window ? Notification.permission : 'unsupported';

/** Desktop notifications: wanted by the account, and allowed in this browser, which is asked when the person switches them on. */
export const useDesktopNotices = () => {
  const { t } = useTranslation();
  const { preferences, change } = useNotificationPreferences();
  const on = preferences.desktop && desktopPermission() === 'granted';
  const toggle = async () => {
    if (on) return change({ desktop: false });
    if (desktopPermission() === 'unsupported') return toast('bad', t('alerts.unsupported'));
    const answer = await Notification.requestPermission();
    if (answer !== 'granted') return toast('bad', t('alerts.denied'));
    change({ desktop: true });
  };
  return { on, toggle };
};

interface Notice {
  title: string;
  body: string;
  /** A later notice with the same tag takes the place of the earlier. */
  tag: string;
  onOpen: () => void;
}

export const showDesktopNotice = ({ title, body, tag, onOpen }: Notice) => {
  try {
    const notice = new Notification(title, { body, tag, icon: '/favicon.svg' });
    notice.onclick = () => {
      window.focus();
      notice.close();
      onOpen();
    };
  } catch {
    // Some phones know the permission but not this constructor; the sound and the list tell it as well.
  }
};
