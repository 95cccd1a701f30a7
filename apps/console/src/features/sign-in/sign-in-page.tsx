import { useQuery } from '@tanstack/react-query';
import { Info, Megaphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../app/page-title.ts';
import { systemQuery } from '../../app/system-info.ts';
import { useCallBack } from './call-back.ts';
import { DemoAccounts } from './demo-accounts.tsx';
import { Entrance } from './entrance.tsx';
import { useLoginChatbox } from './login-chatbox.ts';
import { SecondStep } from './second-step.tsx';
import { EntranceError } from './sign-in-failure.tsx';
import { SignInForm, type SignInInput } from './sign-in-form.tsx';

const SignInPage = ({ ended }: { ended: boolean }) => {
  const { t } = useTranslation();
  const { data: system } = useQuery(systemQuery);
  const callBack = useCallBack();
  const [input, setInput] = useState<SignInInput>({ login: '', password: '', remember: true });
  const [challenge, setChallenge] = useState(callBack.challenge);
  const [expired, setExpired] = useState(false);
  useLoginChatbox(system?.loginChatbox ?? null);
  const title = challenge ? t('signIn.second.title') : t('signIn.title');
  usePageTitle(`${title} · ${t('app.name')}`);

  const change = (part: Partial<SignInInput>) => setInput((before) => ({ ...before, ...part }));
  const leaveSecondStep = (tooLate: boolean) => {
    change({ password: '' });
    setExpired(tooLate);
    setChallenge(null);
  };
  if (challenge) {
    return (
      <Entrance title={title}>
        <SecondStep
          challenge={challenge}
          onBack={() => leaveSecondStep(false)}
          onExpired={() => leaveSecondStep(true)}
        />
      </Entrance>
    );
  }
  return (
    <Entrance title={title}>
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
      {expired ? <EntranceError>{t('signIn.second.expired')}</EntranceError> : null}
      {callBack.failure ? <EntranceError>{t(`signIn.singleSignOnFailed.${callBack.failure}`)}</EntranceError> : null}
      <SignInForm
        input={input}
        onInput={change}
        onChallenge={(next) => {
          setExpired(false);
          setChallenge(next.challenge);
        }}
      />
      {system?.demo ? (
        <DemoAccounts onChoose={({ username, password }) => change({ login: username, password })} />
      ) : null}
    </Entrance>
  );
};

export default SignInPage;
