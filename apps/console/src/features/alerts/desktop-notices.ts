import { useTranslation } from 'react-i18next';
import { toast } from '../../components/toaster.tsx';
import { useStored } from '../../lib/stored.ts';

const supported = () => 'Notification' in window;
const allowed = () => supported() && Notification.permission === 'granted';

/** Desktop notifications, off until the person switches them on; only then the browser is asked. */
export const useDesktopNotices = () => {
  const { t } = useTranslation();
  const [wanted, setWanted] = useStored('cskefu.desktop-notices', false);
  const on = wanted && allowed();
  const toggle = async () => {
    if (on) return setWanted(false);
    if (!supported()) return toast('bad', t('alerts.unsupported'));
    const answer = await Notification.requestPermission();
    if (answer !== 'granted') return toast('bad', t('alerts.denied'));
    setWanted(true);
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
