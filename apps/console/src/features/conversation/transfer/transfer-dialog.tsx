import type { TransferTarget } from '@cskefu/contract';
import { MAX_MEMO_LENGTH } from '@cskefu/contract/limits';
import { Button } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { toast } from '../../../components/toaster.tsx';
import { useTransfer } from './transfer.ts';
import { TransferTargetPicker } from './transfer-target-picker.tsx';
import './transfer-dialog.css';

interface TransferDialogProps {
  conversationId: string;
  /** Somebody else serves it. */
  fromAgentId?: string;
  onClose: () => void;
}

/** To whom, and what they should know. By keyboard: type, arrows, Enter, a word if need be, Ctrl + Enter. */
const TransferDialog = ({ conversationId, fromAgentId, onClose }: TransferDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const memoField = useRef<HTMLTextAreaElement>(null);
  const [target, setTarget] = useState<TransferTarget | null>(null);
  const [memo, setMemo] = useState('');
  const transfer = useTransfer(conversationId, fromAgentId);

  const submit = () => {
    if (!target || transfer.isPending) return;
    transfer.mutate(
      { target, memo },
      {
        onSuccess: ({ transferOffer }) => {
          toast('good', t(transferOffer ? 'transferOffers.sent' : 'transfer.done', { name: target.name }));
          onClose();
        },
      },
    );
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <Dialog title={t('transfer.title')} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl + Enter sends the form from any of its fields */}
      <div className="transfer" onKeyDown={press}>
        <TransferTargetPicker
          conversationId={conversationId}
          chosen={target}
          onChoose={setTarget}
          onDone={() => memoField.current?.focus()}
        />
        <label className="transfer-memo">
          <span>{t('transfer.memo')}</span>
          <textarea
            ref={memoField}
            rows={2}
            maxLength={MAX_MEMO_LENGTH}
            value={memo}
            placeholder={t('transfer.memoHint')}
            onChange={(event) => setMemo(event.target.value)}
          />
        </label>
        {transfer.isError ? (
          <p className="transfer-error" role="alert">
            {transfer.error && 'code' in transfer.error && transfer.error.code === 'capacity_reached'
              ? t('transfer.full', { name: target?.name ?? '' })
              : errorText(transfer.error)}
          </p>
        ) : null}
        <footer className="transfer-acts">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={!target} loading={transfer.isPending} onClick={submit}>
            {target ? t('transfer.submitTo', { name: target.name }) : t('transfer.submit')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};

export default TransferDialog;
