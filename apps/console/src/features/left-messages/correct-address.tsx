import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { useCorrectAddress } from './left-messages.ts';

interface CorrectAddressProps {
  conversationId: string;
  email: string;
  onClose: () => void;
}

/** A slip of the visitor's: letters that came back are sent to the right address. */
export const CorrectAddress = ({ conversationId, email, onClose }: CorrectAddressProps) => {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const correct = useCorrectAddress(conversationId);
  const [value, setValue] = useState(email);
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim());
  const save = (event: FormEvent) => {
    event.preventDefault();
    correct.mutate(value.trim(), {
      onSuccess: () => {
        toast('good', t('leftMessages.corrected'));
        onClose();
      },
      onError: (error) => toast('bad', errorText(error)),
    });
  };
  return (
    <form className="left-correct" onSubmit={save}>
      <label htmlFor={id}>{t('leftMessages.correctLabel')}</label>
      <Input
        id={id}
        type="email"
        maxLength={254}
        value={value}
        status={isAddress ? '' : 'error'}
        onChange={({ target }) => setValue(target.value)}
      />
      <div>
        <Button size="small" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          size="small"
          type="primary"
          htmlType="submit"
          disabled={!isAddress || value.trim() === email}
          loading={correct.isPending}
        >
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
};
