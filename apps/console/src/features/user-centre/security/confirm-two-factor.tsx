import { useMutation } from '@tanstack/react-query';
import { QRCode } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { light } from '../../../theme/tokens.ts';
import { CODE_DIGITS } from '../../sign-in/one-time-code.ts';
import { CopyButton } from '../copy-button.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { CodeField } from './code-field.tsx';

interface ConfirmTwoFactorProps {
  secret: { secret: string; uri: string };
  onConfirmed: (recoveryCodes: string[]) => void;
  onClose: () => void;
}

/** In groups of four, as people read them aloud. */
const inGroups = (secret: string) => secret.replace(/.{4}(?=.)/g, '$& ');

/** The secret goes into the app, and the first code comes out of it. */
export const ConfirmTwoFactor = ({ secret, onConfirmed, onClose }: ConfirmTwoFactorProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: (given: string) => http.request('POST /api/me/two-factor/confirm', { body: { code: given } }),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
    onError: () => setCode(''),
  });
  const isWrong = confirm.isError && codeOf(confirm.error) === 'wrong_code';
  return (
    <FormDialog
      title={t('userCentre.twoFactor.scanTitle')}
      text={t('userCentre.twoFactor.scanText')}
      submit={t('userCentre.twoFactor.confirm')}
      pending={confirm.isPending}
      failure={confirm.isError && !isWrong ? errorText(confirm.error) : null}
      onSubmit={() => code.length === CODE_DIGITS && confirm.mutate(code)}
      onClose={onClose}
    >
      <div className="me-secret">
        {/* Dark on light in both themes: many cameras read nothing else. */}
        <QRCode
          type="svg"
          value={secret.uri}
          size={208}
          marginSize={4}
          color={light.text}
          bgColor={light.surface}
          bordered={false}
          aria-label={t('userCentre.twoFactor.qr')}
        />
        <div>
          <p>{t('userCentre.twoFactor.byHand')}</p>
          <code>{inGroups(secret.secret)}</code>
          <CopyButton text={secret.secret} label={t('userCentre.twoFactor.copySecret')} />
        </div>
      </div>
      <CodeField
        code={code}
        onCode={setCode}
        onComplete={(given) => confirm.mutate(given)}
        busy={confirm.isPending}
        error={isWrong ? errorText(confirm.error) : null}
      />
    </FormDialog>
  );
};
