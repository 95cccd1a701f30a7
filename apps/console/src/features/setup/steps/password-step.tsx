import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { keepAccount, useAccount } from '../../../app/session.ts';
import { ChangePasswordFields, useChangePassword } from '../../sign-in/change-password-fields.tsx';
import { useRefetchSetup } from '../setup.ts';
import { StepFrame, type StepProps } from '../step-frame.tsx';

/** Whoever comes here has mostly been made to change it already; in demo mode the first one may stand. */
export const PasswordStep = (props: StepProps) => {
  const { t } = useTranslation();
  return (
    <StepFrame step="password" {...props} done={t('setup.steps.password.done')}>
      {props.state === 'done' ? null : <ChangePassword onChanged={props.onNext} />}
    </StepFrame>
  );
};

const ChangePassword = ({ onChanged }: { onChanged: () => void }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const queryClient = useQueryClient();
  const refetchSetup = useRefetchSetup();
  const form = useChangePassword((changed) => {
    keepAccount(queryClient, changed);
    refetchSetup();
    onChanged();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <ChangePasswordFields account={account} form={form} />
      {form.failure ? <p role="alert">{form.failure}</p> : null}
      <Button className="setup-again" type="primary" htmlType="submit" loading={form.pending}>
        {t('setup.save')}
      </Button>
    </form>
  );
};
