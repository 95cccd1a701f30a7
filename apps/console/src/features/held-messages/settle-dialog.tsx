import type { HeldMessage } from '@cskefu/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../app/error-text.ts';
import { Dialog } from '../../components/dialog.tsx';
import { toast } from '../../components/toaster.tsx';
import { HeldWords } from './held-card.tsx';
import { type Act, useSettle } from './held-messages.ts';
import '../administration/parts.css';

export interface Asked {
  act: Act;
  held: HeldMessage;
}

interface SettleDialogProps extends Asked {
  onClose: () => void;
  onSettled: () => void;
}

/** Both ways are final: what was sent is sent, and what was discarded is gone. */
export const SettleDialog = ({ act, held, onClose, onSettled }: SettleDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const settle = useSettle(act);
  const { name } = held.author;
  const taken = settle.isError && ['conflict', 'not_found'].includes(codeOf(settle.error));
  const run = () =>
    settle.mutate(held, {
      onSuccess: () => {
        toast('good', t(`heldMessages.${act}.done`, { name }));
        onSettled();
      },
    });
  return (
    <Dialog title={t(`heldMessages.${act}.title`)} onClose={taken ? onSettled : onClose}>
      <div className="held-dialog">
        <HeldWords held={held} />
        <p className="dialog-text">
          {t(`heldMessages.${act}.${held.author.kind === 'visitor' ? 'textVisitor' : 'textHouse'}`, { name })}
        </p>
        {settle.isError ? (
          <p className="dialog-error" role="alert">
            {taken ? t('heldMessages.taken') : errorText(settle.error)}
          </p>
        ) : null}
        <div className="held-dialog-acts">
          <Button onClick={taken ? onSettled : onClose}>{t(taken ? 'common.close' : 'common.cancel')}</Button>
          {taken ? null : (
            <Button type="primary" danger={act === 'discard'} data-first-focus loading={settle.isPending} onClick={run}>
              {t(`heldMessages.${act}.act`)}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
};
