import { useQuery } from '@tanstack/react-query';
import { Info, Megaphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../app/page-title.ts';
import { systemQuery } from '../../app/system-info.ts';
import { DemoAccounts } from './demo-accounts.tsx';
import { Entrance } from './entrance.tsx';
import { useLoginChatbox } from './login-chatbox.ts';
import { SignInForm } from './sign-in-form.tsx';

const SignInPage = ({ ended }: { ended: boolean }) => {
  const { t } = useTranslation();
  const { data: system } = useQuery(systemQuery);
  useLoginChatbox(system?.loginChatbox ?? null);
  usePageTitle(`${t('signIn.title')} · ${t('app.name')}`);
  return (
    <Entrance title={t('signIn.title')}>
      {system?.loginBanner ? (
        <p className="entrance-note" role="note">
          <Megaphone size={16} aria-hidden="true" />
          {system.loginBanner}
        </p>
      ) : null}
      {ended ? (
        <p className="entrance-note" role="status">
          <Info size={16} aria-hidden="true" />
          {t('signIn.ended')}
        </p>
      ) : null}
      <SignInForm>{(fill) => (system?.demo ? <DemoAccounts onChoose={fill} /> : null)}</SignInForm>
    </Entrance>
  );
};

export default SignInPage;
