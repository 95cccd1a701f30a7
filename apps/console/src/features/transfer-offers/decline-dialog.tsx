import type { TransferOffer } from '@cskefu/contract';
import { MAX_MEMO_LENGTH } from '@cskefu/contract/limits';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';

interface DeclineDialogProps {
  offer: TransferOffer;
  onSubmit: (reason: string) => void;
  onClose: () => void;
}

/** Why not, if one wants to say so: Enter is enough. */
const DeclineDialog = ({ offer, onSubmit, onClose }: DeclineDialogProps) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(reason);
  };
  return (
    <Dialog title={t('transferOffers.declineTitle', { name: offer.from.name })} onClose={onClose}>
      <form className="later-form" onSubmit={submit}>
        <label>
          {t('transferOffers.reason')}
          <input
            data-first-focus
            className="later-text"
            maxLength={MAX_MEMO_LENGTH}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <footer className="sheet-acts">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit">
            {t('transferOffers.decline')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};

export default DeclineDialog;
