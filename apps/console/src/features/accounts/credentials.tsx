import { Button } from 'antd';
import { CircleCheck, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../components/toaster.tsx';
import { copyText } from '../../lib/copy-text.ts';

interface CredentialsProps {
  title: string;
  username: string;
  password: string;
}

/** How somebody signs in for the first time. The password is shown this once and kept nowhere. */
export const Credentials = ({ title, username, password }: CredentialsProps) => {
  const { t } = useTranslation();
  const copy = async () => {
    const text = t('accounts.credentials.text', { address: location.origin, username, password });
    if (await copyText(text)) toast('good', t('common.copied'));
    else toast('bad', t('common.copyFailed'));
  };
  return (
    <div className="credentials">
      <p className="credentials-title">
        <CircleCheck size={18} aria-hidden="true" />
        {title}
      </p>
      <dl>
        <dt>{t('accounts.fields.username')}</dt>
        <dd>
          <code>{username}</code>
        </dd>
        <dt>{t('accounts.fields.password')}</dt>
        <dd>
          <code>{password}</code>
        </dd>
      </dl>
      <p>{t('accounts.credentials.note')}</p>
      <Button icon={<Copy size={14} />} onClick={() => void copy()}>
        {t('accounts.credentials.copy')}
      </Button>
    </div>
  );
};
