import { Input, type InputProps, type InputRef } from 'antd';
import { Eye, EyeOff } from 'lucide-react';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './password-field.css';

type PasswordInputProps = Omit<InputProps, 'type' | 'suffix'> & {
  autoComplete: 'current-password' | 'new-password';
  ref?: Ref<InputRef>;
};

/** A password that can be looked at, by mouse and by keyboard. */
export const PasswordInput = (props: PasswordInputProps) => {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Input
      maxLength={128}
      spellCheck={false}
      autoCapitalize="none"
      {...props}
      type={shown ? 'text' : 'password'}
      suffix={
        <button
          type="button"
          className="password-eye"
          aria-label={t('password.show')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
        </button>
      }
    />
  );
};
