import type { Conversation } from '@cskefu/contract';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { serves, useAccount } from '../../app/session.ts';
import { Dialog } from '../../components/dialog.tsx';
import { toast } from '../../components/toaster.tsx';
import { useCloseServed, useTakeOver } from './acts.ts';

interface ReasonDialogProps {
  act: 'takeOver' | 'close';
  conversation: Conversation;
  onClose: () => void;
}

/** Takes a conversation from its agent, or ends it; whoever had it is told who did and why. */
const ReasonDialog = ({ act, conversation, onClose }: ReasonDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = useId();
  const account = useAccount();
  const [reason, setReason] = useState('');
  const takeOver = useTakeOver(conversation.id);
  const close = useCloseServed(conversation.id);
  const { agent, visitor } = conversation;
  const running = act === 'takeOver' ? takeOver : close;
  const unable = act === 'takeOver' && !serves(account);

  const submit = () => {
    const said = reason.trim();
    if (said === '' || running.isPending || unable) return;
    const done = {
      onSuccess: () => {
        toast('good', t(`supervision.${act}.done`, { name: visitor.name }));
        onClose();
      },
    };
    if (act === 'close') close.mutate({ reason: said }, done);
    else if (agent) takeOver.mutate({ fromAgentId: agent.id, reason: said }, done);
  };
  return (
    <Dialog title={t(`supervision.${act}.title`, { name: visitor.name })} onClose={onClose}>
      <form
        className="supervision-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>{t(`supervision.${act}.text`, { agent: agent?.name ?? '' })}</p>
        <label htmlFor={id}>{t('supervision.reason')}</label>
        <Input.TextArea
          id={id}
          autoFocus
          rows={2}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={(event) => {
            if (event.nativeEvent.isComposing || event.shiftKey) return;
            event.preventDefault();
            submit();
          }}
        />
        {unable ? (
          <p className="supervision-error" role="alert">
            {t('supervision.takeOver.notAgent')}
          </p>
        ) : running.isError ? (
          <p className="supervision-error" role="alert">
            {errorText(running.error)}
          </p>
        ) : null}
        <footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="primary"
            danger={act === 'close'}
            htmlType="submit"
            disabled={reason.trim() === '' || unable}
            loading={running.isPending}
          >
            {t(`supervision.${act}.act`)}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};

export default ReasonDialog;
