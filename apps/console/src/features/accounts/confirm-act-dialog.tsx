import type { AccountProfile } from '@cskefu/contract';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { useAccountAct } from './accounts.ts';

interface ConfirmActDialogProps {
  act: 'disable' | 'remove' | 'resetTwoFactor';
  account: AccountProfile;
  onDone: () => void;
  onClose: () => void;
}

/** Says what happens to the person and to their conversations before it does. */
export const ConfirmActDialog = ({ act, account, onDone, onClose }: ConfirmActDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const run = useAccountAct(act, account.id);
  const { name } = account;
  const submit = () =>
    run.mutate(undefined, {
      onSuccess: () => {
        toast('good', t(`accounts.done.${act}`, { name }));
        onClose();
        onDone();
      },
    });
  return (
    <Modal
      open
      title={t(`accounts.confirm.${act}.title`, { name })}
      okText={t(`accounts.acts.${act}`)}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={run.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="dialog-text">{t(`accounts.confirm.${act}.text`, { name })}</p>
      {run.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(run.error)}
        </p>
      ) : null}
    </Modal>
  );
};
