import { Switch } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desktopPermission, useDesktopNotices } from '../../alerts/desktop-notices.ts';
import { useNotificationPreferences } from '../../alerts/notification-preferences.ts';
import { Card } from '../card.tsx';

interface ChoiceProps {
  title: string;
  text: string;
  state?: ReactNode;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

const Choice = ({ title, text, state, on, disabled = false, onChange }: ChoiceProps) => {
  const id = useId();
  return (
    <div className="me-choice">
      <div>
        <span className="me-choice-title" id={id}>
          {title}
        </span>
        <p className="me-help" id={`${id}-text`}>
          {text}
        </p>
        {state}
      </div>
      <Switch
        checked={on}
        disabled={disabled}
        aria-labelledby={id}
        aria-describedby={`${id}-text`}
        onChange={onChange}
      />
    </div>
  );
};

/** Saved as they are switched. */
export const NotificationsTab = () => {
  const { t } = useTranslation();
  const { preferences, change } = useNotificationPreferences();
  const notices = useDesktopNotices();
  const [permission, setPermission] = useState(desktopPermission);
  const toggle = async () => {
    await notices.toggle();
    setPermission(desktopPermission());
  };
  return (
    <Card title={t('userCentre.notifications.title')} text={t('userCentre.notifications.text')}>
      <Choice
        title={t('alerts.sound')}
        text={t('userCentre.notifications.sound')}
        on={preferences.sound}
        onChange={(sound) => change({ sound })}
      />
      <Choice
        title={t('alerts.desktop')}
        text={t('userCentre.notifications.desktop')}
        state={
          <p className={permission === 'denied' ? 'me-state me-state-bad' : 'me-state'}>
            {t(`userCentre.notifications.permission.${permission}`)}
          </p>
        }
        on={notices.on}
        disabled={permission === 'unsupported'}
        onChange={() => void toggle()}
      />
      <Choice
        title={t('userCentre.notifications.emailTitle')}
        text={t('userCentre.notifications.email')}
        on={preferences.emailDigest}
        onChange={(emailDigest) => change({ emailDigest })}
      />
    </Card>
  );
};
