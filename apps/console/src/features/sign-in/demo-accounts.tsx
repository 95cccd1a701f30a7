import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

export interface Credentials {
  username: string;
  password: string;
}

// What the first start creates; demo mode leaves these passwords as they are.
const accounts = [
  { who: 'agent', username: 'zhangsan', password: 'agent1234' },
  { who: 'administrator', username: 'admin', password: 'admin1234' },
] as const;

/** Demo mode says so, and lets everybody in. */
export const DemoAccounts = ({ onChoose }: { onChoose: (credentials: Credentials) => void }) => {
  const { t } = useTranslation();
  return (
    <aside className="entrance-demo" aria-label={t('signIn.demo.title')}>
      <p>{t('signIn.demo.title')}</p>
      {accounts.map(({ who, username, password }) => (
        <div key={username} className="entrance-demo-row">
          <span>
            {t(`signIn.demo.${who}`)} <code>{username}</code> / <code>{password}</code>
          </span>
          <Button type="link" size="small" onClick={() => onChoose({ username, password })}>
            {t('signIn.demo.fill')}
          </Button>
        </div>
      ))}
    </aside>
  );
};
