import { Button } from 'antd';
import { Building2, KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface OtherWaysProps {
  passkeys: boolean;
  /** Name of the provider, or null. */
  singleSignOn: string | null;
  remember: boolean;
  busy: boolean;
  onPasskey: () => void;
}

/** In without a password. */
export const OtherWays = ({ passkeys, singleSignOn, remember, busy, onPasskey }: OtherWaysProps) => {
  const { t } = useTranslation();
  if (!passkeys && !singleSignOn) return null;
  return (
    <div className="entrance-others">
      <p className="entrance-or">
        <span>{t('signIn.or')}</span>
      </p>
      {passkeys ? (
        <Button size="large" block icon={<KeyRound size={16} aria-hidden="true" />} loading={busy} onClick={onPasskey}>
          {t('signIn.passkey')}
        </Button>
      ) : null}
      {singleSignOn ? (
        <Button
          size="large"
          block
          icon={<Building2 size={16} aria-hidden="true" />}
          href={`/api/auth/single-sign-on?remember=${remember ? 1 : 0}`}
        >
          {t('signIn.singleSignOn', { name: singleSignOn })}
        </Button>
      ) : null}
    </div>
  );
};
