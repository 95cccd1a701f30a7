import { Button, Input } from 'antd';
import { Copy, Dices } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../components/toaster.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { generatePassword } from '../../lib/generate-password.ts';
import { PasswordHints } from '../sign-in/password-hints.tsx';
import '../sign-in/password-field.css';
import './new-password.css';

interface NewPasswordProps {
  id?: string;
  value?: string;
  onChange?: (password: string) => void;
}

/** A first password: readable, since somebody must be told it. It is changed at the first sign-in. */
export const NewPassword = ({ id, value = '', onChange }: NewPasswordProps) => {
  const { t } = useTranslation();
  const copy = async () => {
    if (await copyText(value)) toast('good', t('common.copied'));
    else toast('bad', t('common.copyFailed'));
  };
  return (
    <>
      <div className="new-password">
        <Input
          {...(id && { id })}
          value={value}
          maxLength={128}
          autoComplete="off"
          spellCheck={false}
          className="new-password-field"
          aria-describedby="password-hints"
          onChange={(event) => onChange?.(event.target.value)}
        />
        <Button icon={<Dices size={14} />} onClick={() => onChange?.(generatePassword())}>
          {t('accounts.password.generate')}
        </Button>
        <Button
          icon={<Copy size={14} />}
          disabled={!value}
          aria-label={t('accounts.password.copy')}
          title={t('accounts.password.copy')}
          onClick={() => void copy()}
        />
      </div>
      <PasswordHints password={value} />
    </>
  );
};
